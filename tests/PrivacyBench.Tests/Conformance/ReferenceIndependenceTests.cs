using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Conformance;

/// <summary>
/// References are never targets: an adversary that reads nothing but the references' truth finds no member. Were each target a reference
/// of the others, more than half of its intervals would lie above 0.
/// </summary>
internal sealed class ReferenceIndependenceTests
{
    private const int Seeds = 200;

    [TestCase(8, false)]
    [TestCase(16, false)]
    [TestCase(32, false)]
    [TestCase(16, true)]
    public void Counting_the_references_that_hold_a_record_stays_at_chance(int federations, bool likelierWhereFew)
    {
        var found = Enumerable.Range(1, Seeds).Select(seed => Advantage(seed, federations, likelierWhereFew ? -1 : 1)).ToArray();

        // Of 200 intervals five lie above 0 on average, and 13 or more in one case of a thousand.
        Assert.That(found.Count(advantage => advantage.Above(0)), Is.LessThan(13));
        // Ten miss 0 on average, 21 or more in one case of a thousand.
        Assert.That(found.Count(advantage => !advantage.Covers(0)), Is.LessThan(21));
    }

    private static Rate Advantage(int seed, int federations, int sign)
    {
        var tiny = Arms.TinyArms.Of(rounds: 1);
        var arm = tiny with { Federations = federations, References = federations, Random = new RandomStream(seed) };
        var designs = arm.Designs();
        var initial = arm.Plan.Model.Initialise(new RandomStream(1));
        var adversaries = new Adversaries(
            arm, arm.Defense, [.. designs.Select(design => Untrained(design, arm, initial))], [.. designs.Select(d => Truth.Of(d, arm.Candidates))], 1, CancellationToken.None);
        var scores = (MembershipGoalScores)adversaries.Run(new External(), new CountsReferences(sign))[0];
        return MembershipMeasures.Of(scores.Federations, new RandomStream(seed), new Intervals(0.95, 300)).Advantage;
    }

    private static Transcript Untrained(FederationDesign design, Arm arm, float[] model) => new()
    {
        Federation = design.Federation,
        Model = arm.Plan.Model,
        ClientRecords = design.ClientRecords,
        GlobalModels = [model],
        Rounds = [],
    };

    private sealed record CountsReferences(int Sign) : MembershipAttack<FinalModel>
    {
        public override string Label => "counts-references";

        protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random) =>
        [
            .. Enumerable.Range(0, candidates.Count).Select(i => Sign * (double)Enumerable.Range(0, references.Count).Count(r => references.IsMember(r, i))),
        ];
    }
}
