using PrivacyBench.Cryptography.Lattice.Ring;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>The server of one round: it adds ciphertexts and, with a threshold, decryption shares. It never holds a key.</summary>
internal sealed class LatticeServer(LatticeCodec codec, LatticeChannel channel) : IDisposable
{
    private readonly EncryptedVector sum = EncryptedVector.Empty(codec);

    private LatticePlan Plan => codec.Plan;

    /// <summary>Draws the common random element and sends its seed to all clients.</summary>
    public void SendCommonSeed(IEnumerable<Party> clients, byte[] seed)
    {
        foreach (Party client in clients)
            channel.Send(LatticeSteps.CommonSeed, client, 0, seed);
    }

    /// <summary>Adds up the clients' parts of the public key and sends all of them the sum.</summary>
    public void MakeKey(IReadOnlyList<Party> clients)
    {
        using var key = new Polynomial(codec.Ring);
        foreach (Party client in clients)
            using (Polynomial part = channel.Receive(
                LatticeSteps.KeyPart, client, LatticeSerializer.ElementBytes(codec), (body, _) => LatticeSerializer.ReadElement(codec, body)))
                codec.Ring.Add(key, part);
        byte[] written = LatticeSerializer.Write(codec, key);
        foreach (Party client in clients)
            channel.Send(LatticeSteps.PublicKey, client, 0, written);
    }

    /// <summary>Adds a client's vector to the sum.</summary>
    public void Add(Party client)
    {
        bool seeded = Plan.Form == KeyForm.SeededSymmetric;
        using EncryptedVector vector = channel.Receive(LatticeSteps.Vector, client, LatticeSerializer.VectorBytes(codec, seeded), (body, vectors) =>
        {
            if (vectors != 1)
                throw new InvalidDataException($"A sum of {vectors} vectors came where a client's own is expected.");
            return LatticeSerializer.ReadVector(codec, body, 1, seeded);
        });
        sum.Add(vector);
    }

    /// <summary>Sends the encrypted sum to the clients that are to decrypt it.</summary>
    public void Publish(IReadOnlyList<Party> decryptors)
    {
        byte[] body = LatticeSerializer.WriteSum(codec, sum, [.. decryptors.Select(client => client.Number)]);
        foreach (Party client in decryptors)
            channel.Send(LatticeSteps.Sum, client, sum.Clients, body);
    }

    /// <summary>Combines the decryption shares of the clients that were asked.</summary>
    public Decrypted Combine(IReadOnlyList<Party> decryptors)
    {
        Polynomial[][] parts =
        [
            .. decryptors.Select(client => channel.Receive(
                LatticeSteps.DecryptionShare, client, LatticeSerializer.ShareBytes(codec), (body, _) => LatticeSerializer.ReadShares(codec, body))),
        ];
        try
        {
            return channel.Checked(LatticeSteps.DecryptionShare, decryptors[0], () => Decryption.Combine(codec, sum, parts));
        }
        finally
        {
            foreach (Polynomial part in parts.SelectMany(part => part))
                part.Dispose();
        }
    }

    public void Dispose() => sum.Dispose();
}
