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
        (N, Path, tables) = (n, path ?? InstructionPaths.Best, [.. primes.Select(p => new NttTable(p, n))]);
        Modulus = Product(tables);
    }

    private RnsRing(RnsRing wider, int dropped)
    {
        (N, Path, tables) = (wider.N, wider.Path, wider.tables[..^dropped]);
        Modulus = Product(tables);
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

    /// <summary>The ring modulo all primes but the last <paramref name="dropped"/>; itself for none.</summary>
    public RnsRing Without(int dropped) => dropped == 0 ? this : new RnsRing(this, dropped);

    /// <summary>
    /// Modulus switching: the element ⌊x/P⌉ of the ring without the last primes, P their product. Every coefficient is off by at most
    /// <see cref="RescaleError"/>.
    /// </summary>
    /// <param name="source">An element of this ring in coefficient form; not to be used afterwards.</param>
    /// <param name="target">An element of a ring <see cref="Without"/> some primes.</param>
    public void Rescale(Polynomial source, Polynomial target)
    {
        for (int last = Count - 1; last >= target.Ring.Count; last--)
            for (int i = 0; i < last; i++)
                DivideByLast(source[i], source[last], Prime(i), Prime(last));
        source.All[..target.Ring.Size].CopyTo(target.All);
    }

    /// <summary>The largest rounding of <see cref="Rescale"/>: half for the last prime, and the halves of those before it divided by primes.</summary>
    public const double RescaleError = 0.501;

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

    /// <summary>x ← (x + h − [x + h] mod last)/last, h = ⌊last/2⌋, which is x/last to the nearest integer.</summary>
    private static void DivideByLast(Span<uint> residues, ReadOnlySpan<uint> lastResidues, uint p, uint last)
    {
        uint half = last / 2, inverse = ModularArithmetic.Inverse(last % p, p), quotient = ModularArithmetic.Quotient(inverse, p);
        // A multiple of p above every remainder keeps the difference positive; MultiplyShoup takes any 32-bit number.
        uint offset = (last + p - 1) / p * p;
        for (int j = 0; j < residues.Length; j++)
        {
            uint remainder = lastResidues[j] + half;
            remainder = Math.Min(remainder, remainder - last);
            residues[j] = ModularArithmetic.MultiplyShoup(residues[j] + half + (offset - remainder), inverse, quotient, p);
        }
    }

    private static BigInteger Product(NttTable[] tables) => tables.Aggregate(BigInteger.One, (product, table) => product * table.P);

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
