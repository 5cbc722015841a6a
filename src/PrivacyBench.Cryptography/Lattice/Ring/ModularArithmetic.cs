namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Arithmetic modulo a prime p below 2^30, on single numbers: for tables and tests, not for inner loops.</summary>
internal static class ModularArithmetic
{
    public static uint Multiply(uint a, uint b, uint p) => (uint)((ulong)a * b % p);

    public static uint Power(uint a, ulong exponent, uint p)
    {
        uint result = 1;
        for (; exponent != 0; exponent >>= 1, a = Multiply(a, a, p))
            if ((exponent & 1) != 0)
                result = Multiply(result, a, p);
        return result;
    }

    public static uint Inverse(uint a, uint p) => Power(a, p - 2, p);

    /// <summary>Shoup's quotient ⌊w·2^32/p⌋ for w &lt; p: with it y·w mod p costs two multiplications for any 32-bit y.</summary>
    public static uint Quotient(uint w, uint p) => (uint)(((ulong)w << 32) / p);

    /// <summary>y·w mod p by Shoup's quotient of w; any y, result below p.</summary>
    public static uint MultiplyShoup(uint y, uint w, uint quotient, uint p)
    {
        uint r = (y * w) - ((uint)(((ulong)y * quotient) >> 32) * p);
        return Math.Min(r, r - p);
    }

    /// <summary>Miller and Rabin with bases 2, 3, 5, 7, which decide every number below 3 215 031 751.</summary>
    public static bool IsPrime(uint candidate)
    {
        if (candidate < 11)
            return candidate is 2 or 3 or 5 or 7;
        if (candidate % 2 == 0)
            return false;
        int twos = System.Numerics.BitOperations.TrailingZeroCount(candidate - 1);
        foreach (uint witness in (ReadOnlySpan<uint>)[2, 3, 5, 7])
            if (candidate % witness == 0 || !PassesFor(witness, candidate, twos))
                return false;
        return true;
    }

    private static bool PassesFor(uint witness, uint candidate, int twos)
    {
        uint x = Power(witness, (candidate - 1) >> twos, candidate);
        if (x == 1 || x == candidate - 1)
            return true;
        for (int i = 1; i < twos; i++)
        {
            x = Multiply(x, x, candidate);
            if (x == candidate - 1)
                return true;
        }
        return false;
    }

    /// <summary>A primitive 2n-th root of unity modulo p ≡ 1 (mod 2n): an x^((p−1)/2n) whose n-th power is −1.</summary>
    public static uint RootOfUnity(uint p, int n)
    {
        for (uint x = 2; ; x++)
        {
            uint root = Power(x, (p - 1) / (2 * (ulong)n), p);
            if (Power(root, (ulong)n, p) == p - 1)
                return root;
        }
    }
}
