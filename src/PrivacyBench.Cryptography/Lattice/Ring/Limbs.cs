using System.Numerics;
using System.Runtime.Intrinsics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>
/// Wide non-negative integers modulo 2^bits in limbs of 28 bits, least significant first: products of a limb and a 30-bit
/// residue can be summed 64 times in 64 bits before a carry is needed. Eight of them stand side by side, a limb of each in a vector.
/// </summary>
internal static class Limbs
{
    public const int Bits = 28;
    public const ulong Mask = (1UL << Bits) - 1;

    public static int CountFor(int bits) => (bits + Bits - 1) / Bits;

    public static ulong[] From(BigInteger value, int bits)
    {
        var limbs = new ulong[CountFor(bits)];
        for (int i = 0; i < limbs.Length; i++)
            limbs[i] = (ulong)((value >> (i * Bits)) & Mask);
        return limbs;
    }

    /// <summary>Moves what is above 28 bits into the next limb and drops what is above <paramref name="bits"/>.</summary>
    public static void Carry(Span<Vector512<ulong>> limbs, int bits)
    {
        Vector512<ulong> carry = Vector512<ulong>.Zero, mask = Vector512.Create(Mask);
        for (int i = 0; i < limbs.Length; i++)
        {
            Vector512<ulong> sum = limbs[i] + carry;
            limbs[i] = sum & mask;
            carry = sum >> Bits;
        }
        limbs[^1] &= Vector512.Create(TopMask(bits));
    }

    /// <summary>The bits of the last limb that belong to a number of <paramref name="bits"/> bits.</summary>
    public static ulong TopMask(int bits) => Mask >> ((CountFor(bits) * Bits) - bits);
}
