using System.Buffers.Binary;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Payloads of messages: encrypted vectors, ring elements and decryption shares as bytes and back, lengths checked.</summary>
internal static class LatticeSerializer
{
    /// <summary>c0 (its used coefficients), then the seed or c1 whole.</summary>
    public static byte[] Write(LatticeCodec codec, EncryptedVector vector)
    {
        LatticePlan plan = codec.Plan;
        var bytes = new byte[C0Bytes(codec) + (vector.Seed?.Length ?? plan.Ciphertexts * ResiduePacking.Bytes(plan, plan.RingDimension))];
        int at = WriteC0(codec, vector.C0, bytes);
        if (vector.Seed is not null)
            vector.Seed.CopyTo(bytes, at);
        else
            foreach (Polynomial c1 in vector.C1!)
                at += ResiduePacking.Write(plan, c1, plan.RingDimension, bytes.AsSpan(at));
        return bytes;
    }

    /// <exception cref="InvalidDataException">The length is not that of such a vector.</exception>
    public static EncryptedVector ReadVector(LatticeCodec codec, ReadOnlySpan<byte> bytes, int vectors, bool seeded)
    {
        LatticePlan plan = codec.Plan;
        int c0Bytes = C0Bytes(codec), each = ResiduePacking.Bytes(plan, plan.RingDimension);
        RequireLength(bytes, c0Bytes + (seeded ? RandomWords.SeedBytes : plan.Ciphertexts * each));
        if (vectors < 1 || vectors > plan.Request.Clients)
            throw new InvalidDataException($"A message claims {vectors} vectors; the plan allows 1 to {plan.Request.Clients}.");
        Polynomial[] c0 = ReadC0(codec, bytes[..c0Bytes]);
        if (seeded)
            return new EncryptedVector(plan, c0, null, bytes[c0Bytes..].ToArray(), vectors);
        Polynomial[] c1 = EncryptedVector.Polynomials(codec);
        for (int i = 0; i < c1.Length; i++)
            ResiduePacking.Read(plan, bytes.Slice(c0Bytes + (i * each), each), plan.RingDimension, c1[i]);
        return new EncryptedVector(plan, c0, c1, null, vectors);
    }

    /// <summary>Decryption shares: of each ciphertext the used coefficients.</summary>
    public static byte[] WriteShares(LatticeCodec codec, Polynomial[] shares)
    {
        var bytes = new byte[C0Bytes(codec)];
        WriteC0(codec, shares, bytes);
        return bytes;
    }

    public static Polynomial[] ReadShares(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        RequireLength(bytes, C0Bytes(codec));
        return ReadC0(codec, bytes);
    }

    /// <summary>A whole ring element.</summary>
    public static byte[] Write(LatticeCodec codec, Polynomial element)
    {
        var bytes = new byte[ResiduePacking.Bytes(codec.Plan, codec.Ring.N)];
        ResiduePacking.Write(codec.Plan, element, codec.Ring.N, bytes);
        return bytes;
    }

    public static Polynomial ReadElement(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        RequireLength(bytes, ResiduePacking.Bytes(codec.Plan, codec.Ring.N));
        var element = new Polynomial(codec.Ring);
        ResiduePacking.Read(codec.Plan, bytes, codec.Ring.N, element);
        return element;
    }

    /// <summary>The sum together with the parties that are to decrypt it.</summary>
    public static byte[] WriteSum(LatticeCodec codec, EncryptedVector sum, IReadOnlyList<int> active)
    {
        byte[] vector = Write(codec, sum);
        var bytes = new byte[sizeof(int) * (1 + active.Count) + vector.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, active.Count);
        for (int i = 0; i < active.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int) * (i + 1)), active[i]);
        vector.CopyTo(bytes.AsSpan(sizeof(int) * (1 + active.Count)));
        return bytes;
    }

    public static (EncryptedVector Sum, int[] Active) ReadSum(LatticeCodec codec, ReadOnlySpan<byte> bytes, int vectors)
    {
        int count = bytes.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (count < 0 || count > codec.Plan.Request.Clients || bytes.Length < sizeof(int) * (1 + count))
            throw new InvalidDataException($"A sum names {count} parties; 0 to {codec.Plan.Request.Clients} are allowed.");
        var active = new int[count];
        for (int i = 0; i < count; i++)
            active[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(sizeof(int) * (i + 1))..]);
        return (ReadVector(codec, bytes[(sizeof(int) * (1 + count))..], vectors, seeded: false), active);
    }

    private static int C0Bytes(LatticeCodec codec) =>
        Enumerable.Range(0, codec.Plan.Ciphertexts).Sum(i => ResiduePacking.Bytes(codec.Plan, codec.Used(i)));

    private static int WriteC0(LatticeCodec codec, Polynomial[] polynomials, Span<byte> target)
    {
        int at = 0;
        for (int i = 0; i < polynomials.Length; i++)
            at += ResiduePacking.Write(codec.Plan, polynomials[i], codec.Used(i), target[at..]);
        return at;
    }

    private static Polynomial[] ReadC0(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        Polynomial[] polynomials = EncryptedVector.Polynomials(codec);
        int at = 0;
        for (int i = 0; i < polynomials.Length; i++)
            at += ResiduePacking.Read(codec.Plan, bytes.Slice(at, ResiduePacking.Bytes(codec.Plan, codec.Used(i))), codec.Used(i), polynomials[i]);
        return polynomials;
    }

    private static void RequireLength(ReadOnlySpan<byte> bytes, int expected)
    {
        if (bytes.Length != expected)
            throw new InvalidDataException($"A payload has {bytes.Length} bytes, expected {expected}.");
    }
}
