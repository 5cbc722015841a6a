using System.Buffers.Binary;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// What a sealed message of a lattice protocol carries: the number of vectors that were added up, the parameters of the plan, and
/// the body. Version, protocol, step, round, parties and length stand in the message's own header.
/// </summary>
internal static class LatticePayload
{
    /// <summary>Bytes before the body.</summary>
    public static int Overhead(LatticePlan plan) => sizeof(int) + Parameters(plan).Length;

    public static byte[] Wrap(LatticePlan plan, int vectors, ReadOnlySpan<byte> body)
    {
        byte[] parameters = Parameters(plan);
        var payload = new byte[sizeof(int) + parameters.Length + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(payload, vectors);
        parameters.CopyTo(payload.AsSpan(sizeof(int)));
        body.CopyTo(payload.AsSpan(sizeof(int) + parameters.Length));
        return payload;
    }

    /// <exception cref="InvalidDataException">The payload is too short or was made under other parameters.</exception>
    public static ReadOnlySpan<byte> Unwrap(LatticePlan plan, ReadOnlySpan<byte> payload, out int vectors)
    {
        byte[] expected = Parameters(plan);
        if (payload.Length < sizeof(int) + expected.Length)
            throw new InvalidDataException($"A payload of {payload.Length} bytes is too short for parameters of {expected.Length}.");
        vectors = BinaryPrimitives.ReadInt32LittleEndian(payload);
        ReadOnlySpan<byte> found = payload.Slice(sizeof(int), expected.Length);
        if (!found.SequenceEqual(expected))
            throw new InvalidDataException(
                $"The message was made under other parameters (ring dimension {BinaryPrimitives.ReadInt32LittleEndian(found)}) than this plan's (ring dimension {plan.RingDimension}).");
        return payload[(sizeof(int) + expected.Length)..];
    }

    /// <summary>The parameters of whoever made a payload, as anybody who opened it can read them; of the noise it says nothing.</summary>
    /// <exception cref="InvalidDataException">The payload is too short.</exception>
    public static LatticePlan ReadParameters(ReadOnlySpan<byte> payload)
    {
        const int numbers = 13;
        if (payload.Length < sizeof(int) * (numbers + 1))
            throw new InvalidDataException($"A payload of {payload.Length} bytes has no parameters.");
        int[] found = new int[numbers];
        for (int i = 0; i < numbers; i++)
            found[i] = BinaryPrimitives.ReadInt32LittleEndian(payload[(sizeof(int) * (i + 1))..]);
        ReadOnlySpan<byte> rest = payload[(sizeof(int) * (numbers + 1))..];
        if (found[^1] < 1 || rest.Length < (sizeof(int) * (long)found[^1]) + (2 * sizeof(long)))
            throw new InvalidDataException($"A payload of {payload.Length} bytes is too short for {found[^1]} primes.");
        uint[] primes = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(rest[..(sizeof(int) * found[^1])]).ToArray();
        rest = rest[(sizeof(int) * primes.Length)..];
        double bits = primes.Sum(p => Math.Log2(p));
        return new LatticePlan
        {
            Request = new LatticeRequest
            {
                Scheme = (LatticeScheme)found[1],
                Form = (KeyForm)found[2],
                Clients = found[9],
                Parameters = found[10],
                Threshold = found[11],
                Minimum = BinaryPrimitives.ReadInt64LittleEndian(rest),
                Maximum = BinaryPrimitives.ReadInt64LittleEndian(rest[sizeof(long)..]),
            },
            RingDimension = found[0],
            PlaintextBits = found[3],
            SlotBits = found[4],
            Slots = found[5],
            ScaleBits = found[6],
            FloodingBits = found[7],
            DroppedPrimes = found[8],
            Primes = primes,
            ModulusBits = bits,
            Ciphertexts = (((found[10] + found[5] - 1) / found[5]) + found[0] - 1) / found[0],
            Noise = double.NaN,
            EncryptionNoise = double.NaN,
            MarginBits = double.NaN,
            UploadBytes = payload.Length,
            ShareBytes = 0,
            Reasons = [],
        };
    }

    private static byte[] Parameters(LatticePlan plan)
    {
        LatticeRequest request = plan.Request;
        int[] numbers =
        [
            plan.RingDimension, (int)request.Scheme, (int)plan.Form, plan.PlaintextBits, plan.SlotBits, plan.Slots, plan.ScaleBits, plan.FloodingBits,
            plan.DroppedPrimes, request.Clients, request.Parameters, request.Threshold, plan.Primes.Count, .. plan.Primes.Select(p => (int)p),
        ];
        var bytes = new byte[(numbers.Length * sizeof(int)) + (2 * sizeof(long))];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(numbers.Length * sizeof(int)), request.Minimum);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((numbers.Length * sizeof(int)) + sizeof(long)), request.Maximum);
        return bytes;
    }
}
