using System.Numerics;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class NoiseBoundTests
{
    private static readonly RandomWords Stream = new(new byte[32]);

    [Test]
    public void Noise_stays_below_the_bound_and_near_it([Values] KeyForm form, [Values(1, 10)] int clients) => Measure(form, clients, rounds: 20);

    [Test]
    [Category("Slow")]
    public void Noise_of_ten_thousand_encryptions_stays_below_the_bound_and_within_six_bits([Values] KeyForm form) =>
        Measure(form, clients: 10, rounds: 1000);

    [Test]
    public void A_noise_budget_is_what_other_engines_report()
    {
        // n = 4096, q of 72 bits (36 + 36), t of 20 bits: 47 bits for a fresh symmetric ciphertext.
        LatticePlan plan = LatticePlanner.Plan(new LatticeRequest { Clients = 100, Parameters = 4096, Minimum = 0, Maximum = 10000 }) with
        {
            RingDimension = 4096,
            Primes = NttPrimes.WithProductBelow(72, 4096),
            ModulusBits = 72,
            PlaintextBits = 20,
            SlotBits = 20,
            Slots = 1,
            Ciphertexts = 1,
        };

        Assert.That(Budget(plan, 1), Is.EqualTo(47).Within(1));
        Assert.That(Budget(plan, 100), Is.EqualTo(47 - Math.Log2(10)).Within(1));
    }

    [Test]
    public void Errors_have_the_variance_that_the_bound_counts_on()
    {
        var error = new int[100_000];
        var ternary = new int[100_000];
        Sampler.Error(error, Stream);
        Sampler.Ternary(ternary, Stream);

        Assert.That(error.Average(x => (double)x), Is.Zero.Within(6 * Math.Sqrt(10.5 / 100_000)));
        Assert.That(error.Average(x => (double)x * x), Is.EqualTo(10.5).Within(6 * 10.5 * Math.Sqrt(2.0 / 100_000)));
        Assert.That(error.Max(Math.Abs), Is.LessThanOrEqualTo(21));
        foreach (int value in (int[])[-1, 0, 1])
            Assert.That(ternary.Count(x => x == value), Is.EqualTo(100_000 / 3.0).Within(6 * Math.Sqrt(100_000 * 2 / 9.0)));
    }

    [Test]
    public void Uniform_residues_fill_their_range_evenly()
    {
        const uint p = 12289;
        var residues = new uint[p * 40];
        Sampler.Uniform(residues, p, Stream);
        double chiSquared = residues.CountBy(x => x).Sum(cell => Math.Pow(cell.Value - 40, 2) / 40);

        Assert.That(residues.Max(), Is.LessThan(p));
        Assert.That(chiSquared, Is.EqualTo(p - 1.0).Within(6 * Math.Sqrt(2 * (p - 1.0))));
    }

    [TestCase(1)]
    [TestCase(20)]
    [TestCase(57)]
    [TestCase(70)]
    public void Flooding_is_uniform_on_its_bits(int bits)
    {
        var ring = new RnsRing(1024, NttPrimes.WithProductBelow(90, 1024));
        using var flooded = new Polynomial(ring);
        Flooding.Add(flooded, bits, Stream);
        double[] fractions = [.. Enumerable.Range(0, 1024).Select(j => Centred(flooded, j) / Math.Pow(2, bits - 1))];

        Assert.That(fractions, Is.All.InRange(-1.0, 1.0));
        // Mean −2^−bits and second moment 1/3 (1/2 for a single bit), within six standard deviations.
        Assert.That(fractions.Average(), Is.EqualTo(-Math.Pow(2, -bits)).Within(6 / Math.Sqrt(3 * 1024.0)));
        Assert.That(fractions.Average(x => x * x), Is.EqualTo(bits == 1 ? 0.5 : 1.0 / 3).Within(6 * 0.5 / Math.Sqrt(1024.0)));
    }

    private static double Centred(Polynomial polynomial, int j)
    {
        BigInteger value = NttTests.Lifted(polynomial, j), modulus = polynomial.Ring.Modulus;
        return (double)(value > modulus / 2 ? value - modulus : value);
    }

    private static double Budget(LatticePlan plan, int clients)
    {
        var codec = new LatticeCodec(plan);
        using var key = SecretKey.Generate(codec.Ring, Stream);
        using EncryptedVector sum = BfvTests.Sum(codec, key, [.. Enumerable.Repeat(new long[4096], clients)], KeyForm.SeededSymmetric);
        return plan.ModulusBits - plan.PlaintextBits - 1 - Math.Log2(Decryption.WithKey(codec, sum, key, Stream).LargestNoise);
    }

    private static void Measure(KeyForm form, int clients, int rounds)
    {
        LatticePlan plan = BfvTests.Plan(form, clients, 6000, 0, 255);
        var codec = new LatticeCodec(plan);
        double largest = 0;
        for (int round = 0; round < rounds; round++)
        {
            using var key = SecretKey.Generate(codec.Ring, Stream);
            long[] vector = [.. Enumerable.Range(0, 6000).Select(i => (i + round) % 256L)];
            using EncryptedVector sum = BfvTests.Sum(codec, key, [.. Enumerable.Repeat(vector, clients)], form);
            largest = Math.Max(largest, Decryption.WithKey(codec, sum, key, Stream).LargestNoise);
        }
        Assert.That(largest, Is.LessThanOrEqualTo(plan.Noise));
        // Six bits.
        Assert.That(largest, Is.GreaterThan(plan.Noise / 64));
    }
}
