using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>The server of one aggregation: it adds ciphertexts and, with a threshold, decryption shares. It never holds a key.</summary>
internal sealed class LatticeServer(LatticeCodec codec, ChannelKeys channels, bool keepCiphertexts = false) : IDisposable
{
    private readonly EncryptedVector sum = EncryptedVector.Empty(codec);
    private readonly SortedSet<int> senders = [];
    private IReadOnlyList<int> active = [];

    /// <summary>The payloads seen, when they are kept: the clients' vectors and, once published, their sum.</summary>
    public List<byte[]> Ciphertexts { get; } = [];

    private LatticePlan Plan => codec.Plan;

    /// <summary>The public key from the parts that the clients advertised, a message for each client.</summary>
    public byte[][] MakeKey(IReadOnlyList<byte[]> advertised)
    {
        using var key = new Polynomial(codec.Ring);
        for (int sender = 0; sender < advertised.Count; sender++)
        {
            using Polynomial share = LatticeSerializer.ReadElement(codec, Open(LatticeMessageKind.PublicKeyShare, sender, advertised[sender], out _));
            codec.Ring.Add(key, share);
        }
        byte[] payload = LatticeSerializer.Write(codec, key);
        return [.. Enumerable.Range(0, Plan.Request.Clients).Select(client => Seal(LatticeMessageKind.PublicKey, client, 1, payload))];
    }

    /// <summary>Adds a client's vector to the sum.</summary>
    /// <exception cref="InvalidDataException">The client has sent one before, or the message is malformed.</exception>
    public void Add(int client, byte[] message)
    {
        byte[] payload = Open(LatticeMessageKind.Vector, client, message, out int vectors);
        if (vectors != 1)
            throw new InvalidDataException($"Client {client} sent a sum of {vectors} vectors where its own is expected.");
        using EncryptedVector vector = LatticeSerializer.ReadVector(codec, payload, 1, Plan.Form == KeyForm.SeededSymmetric);
        if (!senders.Add(client))
            throw new InvalidDataException($"Client {client} sent a second vector.");
        sum.Add(vector);
        if (keepCiphertexts)
            Ciphertexts.Add(payload);
    }

    /// <summary>The encrypted sum, sealed for each of the clients that are to decrypt it.</summary>
    public Dictionary<int, byte[]> Publish(IReadOnlyList<int> decryptors)
    {
        active = decryptors;
        if (keepCiphertexts)
            Ciphertexts.Add(LatticeSerializer.Write(codec, sum));
        byte[] payload = LatticeSerializer.WriteSum(codec, sum, decryptors);
        return decryptors.ToDictionary(client => client, client => Seal(LatticeMessageKind.Sum, client, sum.Clients, payload));
    }

    /// <summary>Combines the decryption shares.</summary>
    /// <exception cref="InvalidDataException">A share is missing: the text says whose.</exception>
    public Decrypted Combine(IReadOnlyDictionary<int, byte[]> shares)
    {
        int[] missing = [.. active.Where(client => !shares.ContainsKey(client))];
        if (missing.Length > 0 || active.Count == 0)
            throw new InvalidDataException($"The sum cannot be decrypted: the decryption shares of clients [{string.Join(", ", missing)}] are missing.");
        Polynomial[][] parts = [.. active.Select(client => LatticeSerializer.ReadShares(codec, Open(LatticeMessageKind.DecryptionShare, client, shares[client], out _)))];
        Decrypted decrypted = Decryption.Combine(codec, sum, parts);
        foreach (Polynomial part in parts.SelectMany(part => part))
            part.Dispose();
        return decrypted;
    }

    public void Dispose() => sum.Dispose();

    private byte[] Seal(LatticeMessageKind kind, int to, int vectors, byte[] payload) =>
        LatticeMessage.Seal(Plan, kind, ChannelKeys.Server, vectors, payload, channels.Between(ChannelKeys.Server, to));

    private byte[] Open(LatticeMessageKind kind, int from, byte[] message, out int vectors) =>
        LatticeMessage.Open(Plan, kind, from, message, channels.Between(ChannelKeys.Server, from), out vectors);
}
