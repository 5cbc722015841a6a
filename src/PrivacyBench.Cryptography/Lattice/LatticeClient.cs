using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A client of one aggregation: bytes in, bytes out. With a threshold it makes a key together with the others; otherwise it holds
/// the clients' common key.
/// </summary>
internal sealed class LatticeClient : IDisposable
{
    private readonly LatticeCodec codec;
    private readonly int self;
    private readonly ChannelKeys channels;
    private readonly RandomWords random;
    private readonly SecretKey secret;
    private PublicKey? publicKey;
    private Shareholder? holder;

    /// <param name="codec">The plan's codec.</param>
    /// <param name="self">The client's number, from 0.</param>
    /// <param name="channels">Keys of the channels.</param>
    /// <param name="commonKey">The seed of the key that all clients hold; null when a threshold is asked for.</param>
    public LatticeClient(LatticeCodec codec, int self, ChannelKeys channels, byte[]? commonKey)
    {
        (this.codec, this.self, this.channels, random) = (codec, self, channels, RandomWords.Fresh());
        if (codec.Plan.Request.IsThreshold == commonKey is not null)
            throw new ArgumentException("A client holds a common key exactly when no threshold is asked for.", nameof(commonKey));
        using RandomWords keyStream = commonKey is null ? RandomWords.Fresh() : new RandomWords(commonKey);
        secret = SecretKey.Generate(codec.Ring, keyStream);
    }

    private LatticePlan Plan => codec.Plan;

    /// <summary>This client's part of the public key, for the server. With a common key any one client's part is the whole.</summary>
    public byte[] AdvertiseKey(byte[] commonSeed)
    {
        using Polynomial share = PublicKey.Share(secret, commonSeed, random);
        return Seal(LatticeMessageKind.PublicKeyShare, ChannelKeys.Server, LatticeSerializer.Write(codec, share));
    }

    /// <summary>Takes the public key that the server made of the parts.</summary>
    public void AcceptKey(byte[] message, byte[] commonSeed)
    {
        byte[] payload = Open(LatticeMessageKind.PublicKey, ChannelKeys.Server, message, out _);
        using Polynomial sum = LatticeSerializer.ReadElement(codec, payload);
        publicKey = PublicKey.FromShares([sum], commonSeed);
    }

    /// <summary>Shamir shares of the secret, one message for each client, this one included.</summary>
    public byte[][] DealSecret()
    {
        Polynomial[] shares = ThresholdKeys.Share(secret, Plan.Request.Threshold, Plan.Request.Clients, random);
        var messages = new byte[shares.Length][];
        for (int j = 0; j < shares.Length; j++)
            using (shares[j])
                messages[j] = Seal(LatticeMessageKind.SecretShare, j, LatticeSerializer.Write(codec, shares[j]));
        return messages;
    }

    /// <summary>Adds up the shares that the clients dealt to this one; without any, its share is its own secret (all must decrypt).</summary>
    public void AcceptShares(IReadOnlyList<byte[]> dealt)
    {
        var total = new Polynomial(codec.Ring);
        if (dealt.Count == 0)
            codec.Ring.Add(total, secret.Factor.Values);
        for (int dealer = 0; dealer < dealt.Count; dealer++)
        {
            using Polynomial share = LatticeSerializer.ReadElement(codec, Open(LatticeMessageKind.SecretShare, dealer, dealt[dealer], out _));
            codec.Ring.Add(total, share);
        }
        holder = new Shareholder(Plan, self, total, RandomWords.Fresh());
    }

    /// <summary>The client's vector under encryption, in memory.</summary>
    public EncryptedVector Encrypt(ReadOnlySpan<long> vector) =>
        Plan.Form == KeyForm.SeededSymmetric
            ? Encryption.Seeded(codec, vector, secret, random)
            : Encryption.Public(codec, vector, publicKey ?? throw new InvalidOperationException("The public key has not been accepted yet."), random);

    /// <summary>The client's vector under encryption, for the server.</summary>
    public byte[] Send(ReadOnlySpan<long> vector)
    {
        using EncryptedVector encrypted = Encrypt(vector);
        return Seal(LatticeMessageKind.Vector, ChannelKeys.Server, LatticeSerializer.Write(codec, encrypted));
    }

    /// <summary>Decrypts the sum with the common key.</summary>
    public Decrypted Decrypt(byte[] message)
    {
        if (Plan.Request.IsThreshold)
            throw new InvalidOperationException("No client of a threshold scheme can decrypt alone.");
        byte[] payload = Open(LatticeMessageKind.Sum, ChannelKeys.Server, message, out int vectors);
        using EncryptedVector sum = LatticeSerializer.ReadSum(codec, payload, vectors);
        return Decryption.WithKey(codec, sum, secret, random);
    }

    /// <summary>This client's decryption shares of the sum, for the server.</summary>
    public byte[] DecryptPart(byte[] message)
    {
        Shareholder own = holder ?? throw new InvalidOperationException("No key share has been accepted yet.");
        byte[] payload = Open(LatticeMessageKind.Sum, ChannelKeys.Server, message, out _);
        (Polynomial[] c1, int[] active) = LatticeSerializer.ReadSumToShare(codec, payload);
        Polynomial[] parts = own.Decrypt(c1, active);
        byte[] written = LatticeSerializer.WriteShares(codec, parts);
        foreach (Polynomial polynomial in parts.Concat(c1))
            polynomial.Dispose();
        return Seal(LatticeMessageKind.DecryptionShare, ChannelKeys.Server, written);
    }

    public void Dispose()
    {
        secret.Dispose();
        publicKey?.Dispose();
        holder?.Dispose();
        random.Dispose();
    }

    private byte[] Seal(LatticeMessageKind kind, int to, byte[] payload) =>
        LatticeMessage.Seal(Plan, kind, self, 1, payload, channels.Between(self, to));

    private byte[] Open(LatticeMessageKind kind, int from, byte[] message, out int vectors) =>
        LatticeMessage.Open(Plan, kind, from, message, channels.Between(self, from), out vectors);
}
