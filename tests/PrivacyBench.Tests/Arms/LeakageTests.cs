using PrivacyBench.Arms;
using PrivacyBench.Defenses;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

/// <summary>The sentences about what a protected sum still gives away.</summary>
internal sealed class LeakageTests
{
    private static readonly FederationSize Size = new(6, 4, 100);

    private static readonly TestCaseData[] Table =
    [
        new(new AdditiveShares(), new Server(), "The sum of each round", "singles nobody out"),
        new(new AdditiveShares(), new Aggregator { Colluding = 3 }, "Every client's update", "what opens it"),
        new(new ShamirShares(), new Aggregator { Colluding = 1 }, "Who took part", "neither single updates nor their sum"),
        new(new SecureAggregation(), new ServerWithClients { Colluding = 2 }, "The sum over the 4 honest clients", "less the updates of its own"),
        new(new VerifiedShares(), new ServerWithClients { Colluding = 5 }, "Every client's update", "the one that is left"),
        new(new SecureAggregation(), new ServerWithClients { Colluding = 3 }, "Every client's update", "what opens it"),
        new(new SecureAggregation(), new Client(), "The sum of each round", "subtracting one global model"),
        new(new SecureAggregation(), new External(), "What the final model says", "up to rounding"),
        new(new SecureAggregation(), new Network(), "Who sends how much", "not hidden"),
        new(new Bfv(), new Server(), "Who took part", "neither single updates nor their sum"),
        new(new Bfv(), new KeyHolder(), "Every client's update", "what opens it"),
    ];

    [TestCaseSource(nameof(Table))]
    public void Each_position_is_told_what_it_learns_and_why(Defense defense, ThreatPosition position, string what, string why) =>
        Assert.That(Of(defense, position, Size).Single().Learns, Does.StartWith(what).And.Contain(why));

    [Test]
    public void Changing_cohorts_are_said_to_give_differences_away() => Assert.That(
        Of(new SecureAggregation(), new Server(), Size with { Participation = new() { Share = 0.5 } }).Single().Learns, Does.Contain("can single a client out"));

    [Test]
    public void Without_a_protected_sum_nothing_is_said() =>
        Assert.That(Leakage.Of(new DefenseStack([new LocalDp { Epsilon = 1 }]).For(Size), [new Server()], Size), Is.Empty);

    private static IReadOnlyList<RemainingLeakage> Of(Defense defense, ThreatPosition position, FederationSize size) =>
        Leakage.Of(new DefenseStack([defense]).For(size), [position], size);
}
