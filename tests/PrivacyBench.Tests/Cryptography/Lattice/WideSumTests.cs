using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;

namespace PrivacyBench.Tests.Cryptography.Lattice;

/// <summary>Sums of any width are exact, or refused before anything is encrypted.</summary>
internal sealed class WideSumTests
{
    private const int Length = 5;

    [Test]
    public void A_sum_is_exact_or_refused_by_the_plan(
        [Values("bfv", "ckks", "threshold-bfv", "threshold-ckks")] string name,
        [Values(16, 30, 36, 40, 44, 46, 47, 48, 49, 50, 51, 52, 54, 56, 58, 60, 62)] int bits,
        [Values(2, 4, 7)] int clients)
    {
        using var protocol = new LatticeSum(name);
        try
        {
            protocol.Plan(clients, Length, bits);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentOutOfRangeException)
        {
            Assert.That(bits, Is.GreaterThan(name.EndsWith("ckks", StringComparison.Ordinal) ? 40 : 54), e.Message);
            return;
        }

        var random = new RandomStream(bits).Named(name, clients);
        var largest = AggregationRequest.LargestOf(clients, bits);
        var mask = ulong.MaxValue >> (64 - bits);
        ulong[][] inputs =
        [
            .. Enumerable.Range(0, clients).Select(_ => Enumerable.Range(0, Length)
                .Select(i => (ulong)(i == 0 ? largest : i == 1 ? -largest : (long)(((2 * random.Uniform()) - 1) * largest)) & mask).ToArray()),
        ];
        var outcome = protocol.Sum(new() { Inputs = inputs, ModulusBits = bits, Keys = new ReproducibleKeys(3) });

        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, outcome.Survivors, bits)));
    }
}
