using System.Numerics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>The ring R_q = Z_q[X]/(X^n + 1), q a product of primes, each element held as its residues modulo the primes.</summary>
internal sealed class RnsRing
{
    private readonly NttTable[] tables;

    /// <param name="n">A power of two.</param>
    /// <param name="primes">Distinct primes below 2^30 that are 1 modulo 2n.</param>
    /// <param name="path">The instructions to run on; the fastest by default.</param>
    public RnsRing(int n, IReadOnlyList<uint> primes, InstructionPath? path = null)
    {
        if (n < 2 || !BitOperations.IsPow2(n))
            throw new ArgumentOutOfRangeException(nameof(n), n, "The ring dimension is a power of two of at least 2.");
        foreach (uint p in primes)
            if (p >= 1u << NttPrimes.MostBits || p % (2 * (uint)n) != 1 || !ModularArithmetic.IsPrime(p))
                throw new ArgumentException($"{p} is not a prime below 2^{NttPrimes.MostBits} that is 1 modulo {2 * n}.", nameof(primes));
        if (primes.Count == 0 || primes.Distinct().Count() != primes.Count)
            throw new ArgumentException($"The modulus needs distinct primes, found [{string.Join(", ", primes)}].", nameof(primes));
        N = n;
        Path = path ?? InstructionPaths.Best;
        tables = [.. primes.Select(p => new NttTable(p, n))];
        Modulus = primes.Aggregate(BigInteger.One, (product, p) => product * p);
    }

    public int N { get; }

    public InstructionPath Path { get; }

    /// <summary>The number of primes.</summary>
    public int Count => tables.Length;

    /// <summary>32-bit numbers in an element.</summary>
    public int Size => N * tables.Length;

    /// <summary>q.</summary>
    public BigInteger Modulus { get; }

    public uint Prime(int index) => tables[index].P;

    public void ToValues(Polynomial polynomial)
    {
        for (int i = 0; i < Count; i++)
            Ntt.Forward(polynomial[i], tables[i], Path);
    }

    public void ToCoefficients(Polynomial polynomial)
    {
        for (int i = 0; i < Count; i++)
            Ntt.Inverse(polynomial[i], tables[i], Path);
    }

    public void Add(Polynomial target, Polynomial other)
    {
        for (int i = 0; i < Count; i++)
            ResidueKernels.Add(target[i], other[i], Prime(i), Path);
    }

    public void Subtract(Polynomial target, Polynomial other)
    {
        for (int i = 0; i < Count; i++)
            ResidueKernels.Subtract(target[i], other[i], Prime(i), Path);
    }

    /// <summary>target ← values·factor, pointwise.</summary>
    public void Multiply(Polynomial target, Polynomial values, Factor factor)
    {
        for (int i = 0; i < Count; i++)
            ResidueKernels.Multiply(target[i], values[i], factor.Values[i], factor.Quotients[i], Prime(i), Path);
    }

    /// <summary>Adds one small signed number to each coefficient, modulo every prime. Numbers are below the primes in size.</summary>
    public void AddSmall(Polynomial target, ReadOnlySpan<int> coefficients)
    {
        for (int i = 0; i < Count; i++)
        {
            Span<uint> residues = target[i];
            uint p = Prime(i);
            for (int j = 0; j < coefficients.Length; j++)
            {
                uint sum = residues[j] + (uint)coefficients[j] + (coefficients[j] < 0 ? p : 0);
                residues[j] = Math.Min(sum, sum - p);
            }
        }
    }
}
