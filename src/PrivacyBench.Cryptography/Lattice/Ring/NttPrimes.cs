namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Chooses the primes of a residue number system: ≡ 1 modulo 2n, below 2^30 so that four times a prime fits 32 bits.</summary>
internal static class NttPrimes
{
    /// <summary>Harvey's lazy butterflies keep numbers below 4p in 32-bit lanes.</summary>
    public const int MostBits = 30;

    /// <summary>
    /// Distinct primes, descending, all just below the same size, whose product has at most (and nearly)
    /// <paramref name="bits"/> bits.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such primes exist.</exception>
    public static uint[] WithProductBelow(double bits, int n)
    {
        int count = (int)Math.Ceiling(bits / MostBits);
        double each = Math.Min(Math.Pow(2, bits / count), Math.Pow(2, MostBits) - 1);
        uint step = 2 * (uint)n;
        var primes = new List<uint>(count);
        for (uint candidate = ((((uint)each - 1) / step) * step) + 1; primes.Count < count && candidate > step; candidate -= step)
            if (ModularArithmetic.IsPrime(candidate))
                primes.Add(candidate);
        if (primes.Count < count)
            throw new ArgumentOutOfRangeException(
                nameof(bits), bits, $"There are no {count} primes of {bits / count:F1} bits that are 1 modulo {step}; allowed are sizes up to {MostBits} bits.");
        return [.. primes];
    }
}
