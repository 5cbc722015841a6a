using CsCheck;
using PrivacyBench.Cryptography.Lattice;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class LatticePlannerTests
{
    [Test]
    public void Every_plan_keeps_to_the_standards_table_and_to_its_noise()
    {
        var requests =
            from scheme in Gen.Enum<LatticeScheme>()
            from clients in Gen.Int[1, 1000]
            from parameters in Gen.Int[1, 2_000_000]
            from bits in Gen.Int[1, 32]
            from level in Gen.Int[2, 4]
            from form in Gen.Enum<KeyForm>()
            from threshold in Gen.Int[0, 1]
            select new LatticeRequest
            {
                Scheme = scheme,
                Clients = clients,
                Parameters = parameters,
                Minimum = -(1L << (bits - 1)),
                Maximum = (1L << (bits - 1)) - 1,
                Security = level * 64,
                Form = form,
                Threshold = threshold * clients,
            };
        requests.Sample(
            request =>
            {
                LatticePlan plan = LatticePlanner.Plan(request);
                Assert.That(plan.ModulusBits, Is.LessThanOrEqualTo(SecurityStandard.LargestModulusBits(plan.RingDimension, request.Security)));
                Assert.That(plan.MarginBits, Is.GreaterThanOrEqualTo(0));
                if (request.Scheme == LatticeScheme.Bfv)
                    Assert.That(Math.Log2(plan.Noise) + plan.PlaintextBits + 2, Is.LessThanOrEqualTo(plan.ModulusBits));
                else
                    Assert.That(plan.ErrorBound, Is.LessThanOrEqualTo(request.Precision));
            },
            iter: 100,
            threads: 1);
    }

    [Test]
    public void The_table_is_the_standards()
    {
        Assert.That(
            SecurityStandard.RingDimensions.Select(n => SecurityStandard.LargestModulusBits(n, 128)), Is.EqualTo([27, 54, 109, 218, 438, 881]));
        Assert.That(
            SecurityStandard.RingDimensions.Select(n => SecurityStandard.LargestModulusBits(n, 192)), Is.EqualTo([19, 37, 75, 152, 305, 611]));
        Assert.That(
            SecurityStandard.RingDimensions.Select(n => SecurityStandard.LargestModulusBits(n, 256)), Is.EqualTo([14, 29, 58, 118, 237, 476]));
    }

    [Test]
    public void Security_that_the_table_lacks_is_refused() =>
        Assert.That(
            () => LatticePlanner.Plan(Million() with { Security = 100 }),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("128, 192 and 256"));

    [Test]
    public void Sums_that_do_not_fit_are_refused() =>
        Assert.That(
            () => LatticePlanner.Plan(Million() with { Maximum = 1L << 60 }), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("bits"));

    [TestCase(KeyForm.SeededSymmetric, 0, 1.5)]
    [TestCase(KeyForm.PublicKey, 0, 3)]
    [TestCase(KeyForm.PublicKey, 10, 4)]
    public void A_million_values_of_ten_clients_stay_within_the_bytes(KeyForm form, int threshold, double atMost)
    {
        LatticePlan plan = LatticePlanner.Plan(Million() with { Form = form, Threshold = threshold });

        Assert.That(plan.Expansion, Is.LessThanOrEqualTo(atMost));
        Assert.That(plan.Reasons, Has.Count.GreaterThanOrEqualTo(5));
    }

    [Test]
    public void A_plan_covers_the_noise_of_the_primes_that_it_drops(
        [Values(LatticeScheme.Bfv, LatticeScheme.Ckks)] LatticeScheme scheme, [Values(2, 6, 8, 10, 40)] int clients, [Values(300, 2410, 50_000)] int length)
    {
        foreach (int bits in Enumerable.Range(16, 20))
        {
            long largest = ((1L << (bits - 1)) - 1) / clients;
            LatticePlan plan = LatticePlanner.Plan(new()
            {
                Scheme = scheme,
                Clients = clients,
                Parameters = length,
                Minimum = -largest,
                Maximum = largest,
                Form = KeyForm.PublicKey,
                Threshold = clients,
            });
            double dropped = plan.Primes.TakeLast(plan.DroppedPrimes).Sum(p => Math.Log2(p));
            double noise = plan.EncryptionNoise + (plan.DroppedPrimes == 0 ? 0 : NoiseBound.Rescaling(dropped, 2 * clients));

            Assert.That(plan.Noise, Is.GreaterThanOrEqualTo(noise), $"{bits} bits");
        }
    }

    private static LatticeRequest Million() => new() { Clients = 10, Parameters = 1_000_000, Minimum = -32768, Maximum = 32767 };
}
