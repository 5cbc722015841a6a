using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class CkksKeyRecoveryTests
{
    private const int Length = 5000;

    [Test]
    public void Without_flooding_the_released_sum_opens_every_update()
    {
        (long[][] vectors, byte[][] payloads, LatticeOutcome outcome) = Run(floodingLambda: 0);

        int[]? key = CkksKeyRecovery.Recover(payloads, outcome.RealSums);

        Assert.That(key, Is.Not.Null);
        for (int client = 0; client < 3; client++)
            Assert.That(CkksKeyRecovery.Open(payloads[client], key!).Select(value => (long)Math.Round(value)), Is.EqualTo(vectors[client]));
    }

    // At 12 a released number still carries every bit of its coefficient, so it is the flooding alone that protects the key.
    [TestCase(12)]
    [TestCase(40)]
    public void With_flooding_it_opens_none(int lambda)
    {
        (_, byte[][] payloads, LatticeOutcome outcome) = Run(lambda);

        Assert.That(CkksKeyRecovery.Recover(payloads, outcome.RealSums), Is.Null);
    }

    [Test]
    public void A_release_rounded_to_integers_opens_none()
    {
        (_, byte[][] payloads, LatticeOutcome outcome) = Run(floodingLambda: 0);

        Assert.That(CkksKeyRecovery.Recover(payloads, [.. outcome.RealSums.Select(value => Math.Round(value))]), Is.Null);
    }

    private static (long[][] Vectors, byte[][] Payloads, LatticeOutcome Outcome) Run(int floodingLambda)
    {
        LatticePlan plan = LatticePlanner.Plan(new LatticeRequest
        {
            Scheme = LatticeScheme.Ckks,
            Clients = 3,
            Parameters = Length,
            Minimum = -1000,
            Maximum = 1000,
            FloodingLambda = floodingLambda,
            Precision = 0.1,
        });
        long[][] vectors = [.. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, Length).Select(i => (long)(((i * 7919) + (k * 31)) % 2001) - 1000).ToArray())];
        // Rescaling would protect the key as well; without it the flooding stands alone.
        using var session = new LatticeSession(plan with { DroppedPrimes = 0 });
        var shown = new Shown(party => !party.IsClient);
        LatticeOutcome outcome = session.Sum(LatticeSessionTests.Request(vectors) with { Shown = shown });
        return (vectors, [.. shown.Payloads.Where(payload => payload.Step == LatticeSum.VectorStep).Select(payload => payload.Content)], outcome);
    }
}
