using PrivacyBench.Cryptography.Lattice;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class CkksKeyRecoveryTests
{
    private const int Length = 5000;

    [Test]
    public void Without_flooding_the_released_sum_opens_every_update()
    {
        (LatticePlan plan, long[][] vectors, LatticeOutcome outcome) = Run(floodingLambda: 0);

        int[]? key = CkksKeyRecovery.Recover(plan, outcome.Ciphertexts[^1], 3, outcome.RealSums);

        Assert.That(key, Is.Not.Null);
        for (int client = 0; client < 3; client++)
            Assert.That(CkksKeyRecovery.Open(plan, outcome.Ciphertexts[client], key!).Select(value => (long)Math.Round(value)), Is.EqualTo(vectors[client]));
    }

    // At 12 a released number still carries every bit of its coefficient, so it is the flooding alone that protects the key.
    [TestCase(12)]
    [TestCase(40)]
    public void With_flooding_it_opens_none(int lambda)
    {
        (LatticePlan plan, _, LatticeOutcome outcome) = Run(lambda);

        Assert.That(CkksKeyRecovery.Recover(plan, outcome.Ciphertexts[^1], 3, outcome.RealSums), Is.Null);
    }

    [Test]
    public void A_release_rounded_to_integers_opens_none()
    {
        (LatticePlan plan, _, LatticeOutcome outcome) = Run(floodingLambda: 0);

        Assert.That(CkksKeyRecovery.Recover(plan, outcome.Ciphertexts[^1], 3, [.. outcome.RealSums.Select(value => Math.Round(value))]), Is.Null);
    }

    private static (LatticePlan Plan, long[][] Vectors, LatticeOutcome Outcome) Run(int floodingLambda)
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
        using var session = new LatticeSession(plan);
        return (plan, vectors, session.Sum(LatticeSessionTests.Request(vectors), keepCiphertexts: true));
    }
}
