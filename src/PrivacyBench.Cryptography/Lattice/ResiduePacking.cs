using System.Buffers.Binary;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Residues as a run of bits, each in as many as the plan's largest prime has.</summary>
internal static class ResiduePacking
{
    /// <summary>Bytes of <paramref name="count"/> residues of every prime of a ring.</summary>
    public static int Bytes(LatticePlan plan, RnsRing ring, int count) => checked((int)((((long)count * ring.Count * plan.ResidueBits) + 7) / 8));

    /// <summary>Writes the first <paramref name="count"/> residues modulo each prime; returns the bytes written.</summary>
    public static int Write(LatticePlan plan, Polynomial source, int count, Span<byte> target)
    {
        int bits = plan.ResidueBits, filled = 0, at = 0;
        ulong gathered = 0;
        for (int i = 0; i < source.Ring.Count; i++)
            foreach (uint residue in source[i][..count])
            {
                gathered |= (ulong)residue << filled;
                filled += bits;
                if (filled < 32)
                    continue;
                BinaryPrimitives.WriteUInt32LittleEndian(target[at..], (uint)gathered);
                gathered >>= 32;
                (filled, at) = (filled - 32, at + 4);
            }
        for (; filled > 0; filled -= 8, gathered >>= 8)
            target[at++] = (byte)gathered;
        return at;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; returns the bytes read.</summary>
    /// <exception cref="InvalidDataException">A residue is not below its prime.</exception>
    public static int Read(LatticePlan plan, ReadOnlySpan<byte> source, int count, Polynomial target)
    {
        int bits = plan.ResidueBits, available = 0, at = 0;
        ulong gathered = 0, mask = (1UL << bits) - 1;
        for (int i = 0; i < target.Ring.Count; i++)
        {
            uint p = target.Ring.Prime(i), largest = 0;
            Span<uint> residues = target[i][..count];
            for (int j = 0; j < residues.Length; j++)
            {
                for (; available < bits && source.Length - at >= 4; available += 32, at += 4)
                    gathered |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(source[at..]) << available;
                for (; available < bits; available += 8)
                    gathered |= (ulong)source[at++] << available;
                uint residue = (uint)(gathered & mask);
                (residues[j], largest) = (residue, Math.Max(largest, residue));
                gathered >>= bits;
                available -= bits;
            }
            if (largest >= p)
                throw new InvalidDataException($"A residue of {largest} was found where at most {p - 1} is allowed.");
        }
        return Bytes(plan, target.Ring, count);
    }
}
