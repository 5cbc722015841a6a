using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Wire;

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

    private static IEnumerable<TestCaseData> Protocols() =>
    [
        .. AggregationProtocols.All.Select(of => new TestCaseData(of.Value()).SetArgDisplayNames(of.Key)),
        new TestCaseData(new LatticeSum("threshold-bfv", threshold: 1)).SetArgDisplayNames("threshold-bfv of 1"),
    ];

    [TestCaseSource(nameof(Protocols))]
    public void One_survivor_is_no_sum(IAggregationProtocol protocol)
    {
        AggregationRequest request = new()
        {
            Inputs = [[1, 2], [3, 4], [5, 6]],
            ModulusBits = 8,
            Dropouts = new Dictionary<int, int> { [0] = protocol.VectorStep, [2] = protocol.VectorStep },
        };

        Assert.That(
            () => protocol.Sum(request),
            Throws.TypeOf<ProtocolException>().With.Property(nameof(ProtocolException.Reason)).EqualTo(StopReason.TooFewParties)
                .And.Message.Contains("the vectors of 1 clients came, at least 2 are needed: nothing is released"));
        (protocol as IDisposable)?.Dispose();
    }

    [Test]
    public void More_survivors_than_two_can_be_asked_for()
    {
        AggregationRequest request = new() { Inputs = [[1], [3], [5]], ModulusBits = 8, LeastSurvivors = 3 };

        Assert.That(new PlainSum().Sum(request).Sum, Is.EqualTo(new[] { 9 }));
        Assert.That(
            () => new PlainSum().Sum(request with { Dropouts = new Dictionary<int, int> { [0] = 0 } }),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("at least 3 are needed"));
    }
}
