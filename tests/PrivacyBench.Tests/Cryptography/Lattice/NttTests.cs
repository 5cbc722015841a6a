using System.Numerics;
using CsCheck;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Tests.Cryptography.Lattice;

[TestFixture(InstructionPath.Portable)]
[TestFixture(InstructionPath.Avx2)]
[TestFixture(InstructionPath.Avx512)]
internal sealed class NttTests(InstructionPath path)
{
    [SetUp]
    public void NeedsThePath() =>
        Assume.That(InstructionPaths.Supports(path), $"This processor has no {path}.");

    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    [TestCase(16)]
    [TestCase(32)]
    [TestCase(64)]
    [TestCase(128)]
    [TestCase(256)]
    [TestCase(512)]
    [TestCase(1024)]
    public void Pointwise_products_are_schoolbook_products(int n)
    {
        uint p = NttPrimes.WithProductBelow(30, n)[0];
        Polynomials(n, p).Sample(pair => Assert.That(Product(pair.a, pair.b, p), Is.EqualTo(Schoolbook(pair.a, pair.b, p))), iter: 3, threads: 1);
    }

    [TestCase(4096)]
    [TestCase(8192)]
    [TestCase(32768)]
    public void A_large_ring_multiplies_by_a_sparse_polynomial_as_by_hand(int n)
    {
        uint p = NttPrimes.WithProductBelow(30, n)[0];
        var a = new uint[n];
        for (int i = 0; i < n; i++)
            a[i] = (uint)(((ulong)i * 2654435761) % p);
        a[0] = p - 1;
        var b = new uint[n];
        (b[1], b[n / 3], b[n - 1]) = (p - 1, 12345, p - 2);

        var expected = new uint[n];
        for (int i = 0; i < n; i++)
            foreach (int j in (int[])[1, n / 3, n - 1])
                Accumulate(expected, a[i], b[j], i + j, p);

        Assert.That(Product(a, b, p), Is.EqualTo(expected));
    }

    [TestCase(64)]
    [TestCase(1024)]
    [TestCase(16384)]
    public void Every_path_gives_the_bits_of_the_portable_one(int n)
    {
        uint p = NttPrimes.WithProductBelow(30, n)[0];
        var table = new NttTable(p, n);
        Gen.UInt[0, p - 1].Array[n].Sample(
            coefficients =>
            {
                uint[] mine = [.. coefficients], portable = [.. coefficients];
                Ntt.Forward(mine, table, path);
                Ntt.Forward(portable, table, InstructionPath.Portable);
                Assert.That(mine, Is.EqualTo(portable));
                Ntt.Inverse(mine, table, path);
                Assert.That(mine, Is.EqualTo(coefficients));
            },
            iter: 5,
            threads: 1);
    }

    [Test]
    public void The_largest_coefficients_do_not_overflow_a_lane()
    {
        const int n = 2048;
        uint p = NttPrimes.WithProductBelow(30, n)[0];
        var a = new uint[n];
        Array.Fill(a, p - 1);
        var one = new uint[n];
        one[0] = 1;

        Assert.That(p, Is.GreaterThan(1u << 29));
        Assert.That(Product(a, one, p), Is.EqualTo(a));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Rescaling_rounds_to_the_nearest_quotient(int dropped)
    {
        const int n = 64;
        var ring = new RnsRing(n, NttPrimes.WithProductBelow(100, n), path);
        RnsRing narrow = ring.Without(dropped);
        using var random = new RandomWords(new byte[32]);
        using Polynomial wide = new(ring), rounded = new(narrow);
        Sampler.Uniform(wide, random);
        // 0 and −1 are where the rounding wraps.
        for (int i = 0; i < ring.Count; i++)
            (wide[i][0], wide[i][1]) = (0, ring.Prime(i) - 1);
        BigInteger[] exact = [.. Enumerable.Range(0, n).Select(j => Lifted(wide, j))];
        ring.Rescale(wide, rounded);

        BigInteger factor = ring.Modulus / narrow.Modulus;
        for (int j = 0; j < n; j++)
        {
            BigInteger error = ((Lifted(rounded, j) * factor) - exact[j]) % ring.Modulus;
            if (BigInteger.Abs(error) > ring.Modulus / 2)
                error -= error.Sign * ring.Modulus;
            Assert.That((double)error / (double)factor, Is.InRange(-RnsRing.RescaleError, RnsRing.RescaleError));
        }
    }

    [Test]
    public void Pointwise_arithmetic_works_for_lengths_that_fill_no_register()
    {
        uint p = NttPrimes.WithProductBelow(29, 64)[0];
        Gen.Select(Gen.UInt[0, p - 1].Array[37], Gen.UInt[0, p - 1].Array[37]).Sample(
            pair =>
            {
                var (a, b) = pair;
                uint[] sum = [.. a], difference = [.. a], product = new uint[37];
                ResidueKernels.Add(sum, b, p, path);
                ResidueKernels.Subtract(difference, b, p, path);
                ResidueKernels.Multiply(product, a, b, Array.ConvertAll(b, w => ModularArithmetic.Quotient(w, p)), p, path);
                Assert.That(sum, Is.EqualTo(a.Zip(b, (x, y) => (uint)(((ulong)x + y) % p))));
                Assert.That(difference, Is.EqualTo(a.Zip(b, (x, y) => (uint)(((ulong)x + p - y) % p))));
                Assert.That(product, Is.EqualTo(a.Zip(b, (x, y) => (uint)((ulong)x * y % p))));
            },
            iter: 50,
            threads: 1);
    }

    private uint[] Product(uint[] a, uint[] b, uint p)
    {
        var table = new NttTable(p, a.Length);
        uint[] left = [.. a], right = [.. b];
        Ntt.Forward(left, table, path);
        Ntt.Forward(right, table, path);
        ResidueKernels.Multiply(left, left, right, Array.ConvertAll(right, w => ModularArithmetic.Quotient(w, p)), p, path);
        Ntt.Inverse(left, table, path);
        return left;
    }

    internal static BigInteger Lifted(Polynomial polynomial, int j)
    {
        RnsRing ring = polynomial.Ring;
        BigInteger value = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            uint p = ring.Prime(i);
            BigInteger others = ring.Modulus / p;
            value += others * ModularArithmetic.Multiply(polynomial[i][j], ModularArithmetic.Inverse((uint)(others % p), p), p);
        }
        return value % ring.Modulus;
    }

    private static Gen<(uint[] a, uint[] b)> Polynomials(int n, uint p) =>
        Gen.Select(Gen.UInt[0, p - 1].Array[n], Gen.UInt[0, p - 1].Array[n], (a, b) => (a, b));

    private static uint[] Schoolbook(uint[] a, uint[] b, uint p)
    {
        var product = new uint[a.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++)
                Accumulate(product, a[i], b[j], i + j, p);
        return product;
    }

    private static void Accumulate(uint[] product, uint x, uint y, int power, uint p)
    {
        uint term = (uint)((ulong)x * y % p);
        int n = product.Length;
        // X^n = −1.
        product[power % n] = (uint)((product[power % n] + (power < n ? term : (ulong)p - term)) % p);
    }
}
