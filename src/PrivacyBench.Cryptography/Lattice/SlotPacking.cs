using System.Runtime.Intrinsics;
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

    /// <summary>Writes the values of eight coefficients, one after the other, into their limbs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the planned range.</exception>
    public void Pack(ReadOnlySpan<long> values, Span<Vector512<ulong>> limbs)
    {
        Vector512<ulong> gathered = Vector512<ulong>.Zero, beyond = Vector512<ulong>.Zero;
        Vector512<ulong> mask = Vector512.Create(Limbs.Mask), largest = Vector512.Create((ulong)(Maximum - Minimum));
        int bits = 0, limb = 0;
        for (int slot = 0; slot < Slots; slot++)
        {
            Vector512<ulong> rest = (Column(values, slot) - Vector512.Create(Minimum)).AsUInt64();
            beyond |= Vector512.GreaterThan(rest, largest);
            for (int left = SlotBits; left > 0; left -= Limbs.Bits, rest >>= Limbs.Bits)
            {
                gathered |= (rest & mask) << bits;
                bits += Math.Min(left, Limbs.Bits);
                if (bits < Limbs.Bits)
                    continue;
                limbs[limb++] = gathered & mask;
                gathered >>= Limbs.Bits;
                bits -= Limbs.Bits;
            }
        }
        if (beyond != Vector512<ulong>.Zero)
            foreach (long value in values)
                Offset(value);
        if (limb < limbs.Length)
            limbs[limb++] = gathered;
        limbs[limb..].Clear();
    }

    /// <summary>Reads the sums over <paramref name="clients"/> clients from the limbs of eight coefficients.</summary>
    public void Unpack(ReadOnlySpan<Vector512<ulong>> limbs, int clients, Span<long> sums)
    {
        Vector512<ulong> offset = Vector512.Create((ulong)(Minimum * clients)), gathered = Vector512<ulong>.Zero;
        int bits = 0, limb = 0;
        for (int slot = 0; slot < Slots; slot++)
        {
            Vector512<ulong> sum = Vector512<ulong>.Zero;
            for (int done = 0; done < SlotBits;)
            {
                if (bits == 0)
                    (gathered, bits) = (limbs[limb++], Limbs.Bits);
                int taken = Math.Min(bits, SlotBits - done);
                sum |= (gathered & Vector512.Create((1UL << taken) - 1)) << done;
                gathered >>= taken;
                bits -= taken;
                done += taken;
            }
            sum += offset;
            for (int lane = 0; lane < WideLanes.Count; lane++)
                sums[(lane * Slots) + slot] = (long)sum[lane];
        }
    }

    private Vector512<long> Column(ReadOnlySpan<long> values, int slot) => Vector512.Create(
        values[slot], values[Slots + slot], values[(2 * Slots) + slot], values[(3 * Slots) + slot],
        values[(4 * Slots) + slot], values[(5 * Slots) + slot], values[(6 * Slots) + slot], values[(7 * Slots) + slot]);
}
