using System.Buffers.Binary;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Payloads of messages: encrypted vectors, ring elements and decryption shares as bytes and back, lengths checked.</summary>
internal static class LatticeSerializer
{
    /// <summary>Bytes of a client's vector.</summary>
    public static int VectorBytes(LatticeCodec codec, bool seeded) =>
        C0Bytes(codec) + (seeded ? RandomWords.SeedBytes : codec.Plan.Ciphertexts * ElementBytes(codec));

    /// <summary>Bytes of a whole ring element.</summary>
    public static int ElementBytes(LatticeCodec codec) => ResiduePacking.Bytes(codec.Plan, codec.Ring, codec.Ring.N);

    /// <summary>Bytes of a party's decryption shares.</summary>
    public static int ShareBytes(LatticeCodec codec) => C0Bytes(codec);

    /// <summary>Bytes of the sum that goes to the parties that decrypt it.</summary>
    public static int SumBytes(LatticeCodec codec, int active) =>
        (sizeof(int) * (1 + active)) + (codec.Plan.Request.IsThreshold ? codec.Plan.Ciphertexts * ElementBytes(codec) : VectorBytes(codec, seeded: false));

    /// <summary>c0 (its used coefficients), then the seed or c1 whole.</summary>
    public static byte[] Write(LatticeCodec codec, EncryptedVector vector)
    {
        LatticePlan plan = codec.Plan;
        var bytes = new byte[VectorBytes(codec, vector.Seed is not null)];
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
        int c0Bytes = C0Bytes(codec);
        RequireLength(bytes, VectorBytes(codec, seeded));
        if (vectors < 1 || vectors > plan.Request.Clients)
            throw new InvalidDataException($"A message claims {vectors} vectors; the plan allows 1 to {plan.Request.Clients}.");
        Polynomial[] c0 = ReadC0(codec, bytes[..c0Bytes]);
        if (seeded)
            return new EncryptedVector(plan, c0, null, bytes[c0Bytes..].ToArray(), vectors);
        return new EncryptedVector(plan, c0, ReadC1(codec, bytes[c0Bytes..]), null, vectors);
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
        var bytes = new byte[ElementBytes(codec)];
        ResiduePacking.Write(codec.Plan, element, codec.Ring.N, bytes);
        return bytes;
    }

    public static Polynomial ReadElement(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        RequireLength(bytes, ElementBytes(codec));
        var element = new Polynomial(codec.Ring);
        ResiduePacking.Read(codec.Plan, bytes, codec.Ring.N, element);
        return element;
    }

    /// <summary>
    /// The parties that are to decrypt, then the sum: with a threshold only its c1, since shares need no more, otherwise all of it.
    /// </summary>
    public static byte[] WriteSum(LatticeCodec codec, EncryptedVector sum, IReadOnlyList<int> active)
    {
        byte[] vector = codec.Plan.Request.IsThreshold ? Write(codec, sum.C1!) : Write(codec, sum);
        var bytes = new byte[(sizeof(int) * (1 + active.Count)) + vector.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, active.Count);
        for (int i = 0; i < active.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(int) * (i + 1)), active[i]);
        vector.CopyTo(bytes.AsSpan(sizeof(int) * (1 + active.Count)));
        return bytes;
    }

    /// <summary>Reads the sum for a holder of the whole key.</summary>
    public static EncryptedVector ReadSum(LatticeCodec codec, ReadOnlySpan<byte> bytes, int vectors)
    {
        int[] active = ReadActive(codec, bytes);
        return ReadVector(codec, bytes[(sizeof(int) * (1 + active.Length))..], vectors, seeded: false);
    }

    /// <summary>Reads c1 of the sum for a holder of a key share.</summary>
    public static (Polynomial[] C1, int[] Active) ReadSumToShare(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        int[] active = ReadActive(codec, bytes);
        bytes = bytes[(sizeof(int) * (1 + active.Length))..];
        RequireLength(bytes, codec.Plan.Ciphertexts * ElementBytes(codec));
        return (ReadC1(codec, bytes), active);
    }

    private static int[] ReadActive(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        int count = bytes.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (count < 0 || count > codec.Plan.Request.Clients || bytes.Length < sizeof(int) * (1 + count))
            throw new InvalidDataException($"A sum names {count} parties; 0 to {codec.Plan.Request.Clients} are allowed.");
        var active = new int[count];
        for (int i = 0; i < count; i++)
            active[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(sizeof(int) * (i + 1))..]);
        return active;
    }

    private static byte[] Write(LatticeCodec codec, Polynomial[] c1)
    {
        int each = ElementBytes(codec);
        var bytes = new byte[c1.Length * each];
        for (int i = 0; i < c1.Length; i++)
            ResiduePacking.Write(codec.Plan, c1[i], codec.Ring.N, bytes.AsSpan(i * each));
        return bytes;
    }

    private static Polynomial[] ReadC1(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        int each = ElementBytes(codec);
        Polynomial[] c1 = EncryptedVector.Polynomials(codec, codec.Ring);
        for (int i = 0; i < c1.Length; i++)
            ResiduePacking.Read(codec.Plan, bytes.Slice(i * each, each), codec.Ring.N, c1[i]);
        return c1;
    }

    private static int C0Bytes(LatticeCodec codec) =>
        Enumerable.Range(0, codec.Plan.Ciphertexts).Sum(i => ResiduePacking.Bytes(codec.Plan, codec.Narrow, codec.Used(i)));

    private static int WriteC0(LatticeCodec codec, Polynomial[] polynomials, Span<byte> target)
    {
        int at = 0;
        for (int i = 0; i < polynomials.Length; i++)
            at += ResiduePacking.Write(codec.Plan, polynomials[i], codec.Used(i), target[at..]);
        return at;
    }

    private static Polynomial[] ReadC0(LatticeCodec codec, ReadOnlySpan<byte> bytes)
    {
        Polynomial[] polynomials = EncryptedVector.Polynomials(codec, codec.Narrow);
        int at = 0;
        for (int i = 0; i < polynomials.Length; i++)
            at += ResiduePacking.Read(codec.Plan, bytes.Slice(at, ResiduePacking.Bytes(codec.Plan, codec.Narrow, codec.Used(i))), codec.Used(i), polynomials[i]);
        return polynomials;
    }

    private static void RequireLength(ReadOnlySpan<byte> bytes, int expected)
    {
        if (bytes.Length != expected)
            throw new InvalidDataException($"A payload has {bytes.Length} bytes, expected {expected}.");
    }
}
