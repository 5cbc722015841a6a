using PrivacyBench.Cryptography;

namespace PrivacyBench.Tests.Cryptography;

internal sealed class AggregationTrialTests
{
    [TestCase("plain")]
    [TestCase("additive-shares")]
    [TestCase("shamir-shares")]
    [TestCase("verified-shares")]
    [TestCase("secure-aggregation")]
    public void Every_listed_protocol_sums_exactly_with_dropouts(string name)
    {
        AggregationTrial trial = AggregationTrial.Run(AggregationProtocols.All[name](), clients: 9, parameters: 100, drop: 2);

        Assert.That(trial.Correct);
        Assert.That(trial.Outcome.Survivors, Is.EqualTo(Enumerable.Range(0, 7)));
        Assert.That(trial.MaxAbsoluteError, Is.LessThanOrEqualTo(7 * Math.ScaleB(1, -17)).And.Positive);
    }

    [Test]
    public void A_round_takes_computing_transfer_and_latency() =>
        Assert.That(NetworkModel.Mobile.RoundSeconds(1, 1_250_000, 6_250_000, 2), Is.EqualTo(1 + 1 + 1 + 0.16).Within(1e-12));
}
