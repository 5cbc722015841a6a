using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Several values side by side in one plaintext coefficient. A value v of [minimum, maximum] enters as v − minimum, and a slot has
/// room for the sum over all clients, so no sum ever reaches into its neighbour.
/// </summary>
/// <param name="SlotBits">Bits of a slot, 1 to 62.</param>
/// <param name="Slots">Values in a coefficient.</param>
/// <param name="Minimum">The smallest value a client may send.</param>
/// <param name="Maximum">The largest one.</param>
internal sealed record SlotPacking(int SlotBits, int Slots, long Minimum, long Maximum)
{
    /// <summary>Bits of the smallest slot that holds the sum of <paramref name="clients"/> values of the range.</summary>
    public static int SlotBitsFor(int clients, long minimum, long maximum)
    {
        UInt128 largest = (UInt128)((Int128)maximum - minimum) * (UInt128)clients;
        return Math.Max(1, 128 - (int)UInt128.LeadingZeroCount(largest));
    }

    /// <summary>value − minimum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the planned range.</exception>
    public ulong Offset(long value) =>
        value >= Minimum && value <= Maximum
            ? (ulong)(value - Minimum)
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A value is outside the planned range [{Minimum}, {Maximum}].");

    /// <summary>Writes up to <see cref="Slots"/> values into the limbs of one coefficient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the planned range.</exception>
    public void Pack(ReadOnlySpan<long> values, Span<ulong> limbs)
    {
        ulong gathered = 0;
        int bits = 0, limb = 0;
        foreach (long value in values)
        {
            ulong rest = Offset(value);
            for (int left = SlotBits; left > 0; left -= Limbs.Bits, rest >>= Limbs.Bits)
            {
                gathered |= (rest & Limbs.Mask) << bits;
                bits += Math.Min(left, Limbs.Bits);
                if (bits < Limbs.Bits)
                    continue;
                limbs[limb++] = gathered & Limbs.Mask;
                gathered >>= Limbs.Bits;
                bits -= Limbs.Bits;
            }
        }
        if (limb < limbs.Length)
            limbs[limb++] = gathered;
        limbs[limb..].Clear();
    }

    /// <summary>Reads the sums over <paramref name="clients"/> clients from the limbs of one coefficient.</summary>
    public void Unpack(ReadOnlySpan<ulong> limbs, int clients, Span<long> sums)
    {
        long offset = Minimum * clients;
        ulong gathered = 0;
        int bits = 0, limb = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            ulong sum = 0;
            for (int done = 0; done < SlotBits;)
            {
                if (bits == 0)
                    (gathered, bits) = (limbs[limb++], Limbs.Bits);
                int taken = Math.Min(bits, SlotBits - done);
                sum |= (gathered & ((1UL << taken) - 1)) << done;
                gathered >>= taken;
                bits -= taken;
                done += taken;
            }
            sums[i] = (long)sum + offset;
        }
    }
}
