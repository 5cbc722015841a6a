using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice.Ring;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A client and its keys, which it keeps over many rounds: messages in, messages out. With a threshold it makes a key together
/// with the others; otherwise it holds the clients' common key.
/// </summary>
internal sealed class LatticeClient : IDisposable
{
    private readonly LatticeCodec codec;
    private readonly RandomWords random;
    private SecretKey? secret;
    private PublicKey? publicKey;
    private Shareholder? holder;
    private Polynomial? dealtToSelf;
    private byte[] commonSeed = [];

    /// <param name="codec">The plan's codec.</param>
    /// <param name="self">The client.</param>
    /// <param name="seed">The seed of all that the client draws.</param>
    public LatticeClient(LatticeCodec codec, Party self, ReadOnlySpan<byte> seed) =>
        (this.codec, Self, random) = (codec, self, new RandomWords(seed));

    public Party Self { get; }

    private LatticePlan Plan => codec.Plan;

    private SecretKey Secret => secret ?? throw new InvalidOperationException($"{Self} has no key yet.");

    /// <summary>Draws the common key and hands it to all other clients.</summary>
    public void DealCommonKey(LatticeChannel channel)
    {
        byte[] seed = random.NextSeed();
        foreach (Party other in Clients.Where(client => client != Self))
            channel.Send(LatticeSteps.CommonKey, other, 0, seed);
        UseCommonKey(seed);
    }

    public void TakeCommonKey(LatticeChannel channel, Party dealer) => UseCommonKey(channel.Receive(
        LatticeSteps.CommonKey, dealer, RandomWords.SeedBytes, (body, _) => body.ToArray()));

    /// <summary>Makes a secret and sends its part −a·s + e of the collective public key, a from the server's seed.</summary>
    public void SendKeyPart(LatticeChannel channel)
    {
        commonSeed = channel.Receive(LatticeSteps.CommonSeed, Party.Server(0), RandomWords.SeedBytes, (body, _) => body.ToArray());
        secret = SecretKey.Generate(codec.Ring, random);
        using Polynomial part = PublicKey.Share(secret, commonSeed, random);
        channel.Send(LatticeSteps.KeyPart, Party.Server(0), 0, LatticeSerializer.Write(codec, part));
        // All must decrypt: the key is the plain sum of the secrets, and a client's share is its own.
        if (Plan.Request.Threshold == Plan.Request.Clients)
            Hold(secret.Copy());
    }

    /// <summary>Takes the public key that the server made of the parts.</summary>
    public void TakePublicKey(LatticeChannel channel)
    {
        using Polynomial sum = ReceiveElement(channel, LatticeSteps.PublicKey, Party.Server(0));
        publicKey = PublicKey.FromShares([sum], commonSeed);
    }

    /// <summary>Sends each other client a Shamir share of the secret, and keeps its own.</summary>
    public void DealSecret(LatticeChannel channel)
    {
        Polynomial[] shares = ThresholdKeys.Share(Secret, Plan.Request.Threshold, Plan.Request.Clients, random);
        foreach ((Party client, Polynomial share) in Clients.Zip(shares))
            if (client == Self)
                dealtToSelf = share;
            else
                using (share)
                    channel.Send(LatticeSteps.SecretShare, client, 0, LatticeSerializer.Write(codec, share));
    }

    /// <summary>Adds up the shares that the clients dealt to this one: its share of the sum of all secrets.</summary>
    public void TakeSecretShares(LatticeChannel channel)
    {
        Polynomial total = dealtToSelf ?? throw new InvalidOperationException($"{Self} has dealt no shares yet.");
        foreach (Party dealer in Clients.Where(client => client != Self))
            using (Polynomial share = ReceiveElement(channel, LatticeSteps.SecretShare, dealer))
                codec.Ring.Add(total, share);
        dealtToSelf = null;
        Hold(total);
    }

    /// <summary>The plaintexts of the client's vector.</summary>
    public Polynomial[] Encode(ReadOnlySpan<long> vector) => codec.Encode(vector);

    /// <summary>Encrypts the plaintexts, which are taken over, and sends them to the server.</summary>
    public void SendVector(LatticeChannel channel, Polynomial[] plaintexts)
    {
        using EncryptedVector encrypted = Plan.Form == KeyForm.SeededSymmetric
            ? Encryption.Seeded(codec, plaintexts, Secret, random)
            : Encryption.Public(codec, plaintexts, publicKey ?? throw new InvalidOperationException($"{Self} has no public key yet."), random);
        channel.Send(LatticeSteps.Vector, Party.Server(0), 1, LatticeSerializer.Write(codec, encrypted));
    }

    /// <summary>Decrypts the sum with the common key.</summary>
    public Decrypted Decrypt(LatticeChannel channel, int recipients)
    {
        if (Plan.Request.IsThreshold)
            throw new InvalidOperationException("No client of a threshold scheme can decrypt alone.");
        using EncryptedVector sum = channel.Receive(
            LatticeSteps.Sum, Party.Server(0), LatticeSerializer.SumBytes(codec, recipients), (body, vectors) => LatticeSerializer.ReadSum(codec, body, vectors));
        return channel.Checked(LatticeSteps.Sum, Party.Server(0), () => Decryption.WithKey(codec, sum, Secret, random));
    }

    /// <summary>Sends this client's decryption shares of the sum.</summary>
    public void SendDecryptionShare(LatticeChannel channel)
    {
        Shareholder own = holder ?? throw new InvalidOperationException($"{Self} has no key share yet.");
        (Polynomial[] c1, int[] active) = channel.Receive(
            LatticeSteps.Sum, Party.Server(0), LatticeSerializer.SumBytes(codec, Plan.Request.Threshold), (body, _) => LatticeSerializer.ReadSumToShare(codec, body));
        Polynomial[] parts = channel.Checked(LatticeSteps.Sum, Party.Server(0), () => own.Decrypt(c1, active));
        channel.Send(LatticeSteps.DecryptionShare, Party.Server(0), 1, LatticeSerializer.WriteShares(codec, parts));
        foreach (Polynomial polynomial in parts.Concat(c1))
            polynomial.Dispose();
    }

    public void Dispose()
    {
        foreach (IDisposable? part in (IDisposable?[])[secret, publicKey, dealtToSelf, holder, random])
            part?.Dispose();
    }

    private IEnumerable<Party> Clients => Enumerable.Range(0, Plan.Request.Clients).Select(Party.Client);

    private void UseCommonKey(byte[] seed)
    {
        using var stream = new RandomWords(seed);
        CryptographicOperations.ZeroMemory(seed);
        secret = SecretKey.Generate(codec.Ring, stream);
        if (Plan.Form == KeyForm.SeededSymmetric)
            return;
        commonSeed = stream.NextSeed();
        using Polynomial whole = PublicKey.Share(secret, commonSeed, stream);
        publicKey = PublicKey.FromShares([whole], commonSeed);
    }

    private void Hold(Polynomial share) => holder = new Shareholder(codec, Self.Number, share, new RandomWords(random.NextSeed()));

    private Polynomial ReceiveElement(LatticeChannel channel, ProtocolStep step, Party sender) =>
        channel.Receive(step, sender, LatticeSerializer.ElementBytes(codec), (body, _) => LatticeSerializer.ReadElement(codec, body));
}
