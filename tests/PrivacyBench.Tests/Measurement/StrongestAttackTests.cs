using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class StrongestAttackTests
{
    [Test]
    public void The_strongest_of_many_attacks_that_know_nothing_does_not_exceed_chance_but_the_largest_advantage_does()
    {
        const int evaluations = 40;
        double strongest = 0, largest = 0;
        var covered = 0;
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            var random = new RandomStream(2).Named("evaluation", evaluation);
            var attacks = Noise(random, attacks: 12);
            var chosen = StrongestAttack.OfMembership(attacks, random).Advantage!.Value;
            strongest += chosen.Value / evaluations;
            covered += chosen.Covers(0) ? 1 : 0;
            largest += attacks.Values.Max(cell => MembershipMeasures.Of(cell, random, new(Draws: 1)).Advantage.Value) / evaluations;
        }

        // Its standard error is 0.006: one evaluation's advantage deviates by 0.04 (240 candidates a side).
        Assert.Multiple(() =>
        {
            Assert.That(strongest, Is.EqualTo(0).Within(0.02));
            Assert.That(covered, Is.AtLeast(34));
            Assert.That(largest, Is.GreaterThan(0.04));
        });
    }

    [Test]
    public void The_attack_that_knows_most_is_chosen_on_both_halves()
    {
        var random = new RandomStream(3);
        var attacks = Noise(random, attacks: 3);
        attacks["informed"] = [.. attacks["attack 0"].Select(federation => new ScoredFederation(
            federation.Federation,
            federation.Records,
            [.. federation.Members.Select(member => member ? 1.0 : 0.0)],
            federation.Members))];
        var strongest = StrongestAttack.OfMembership(attacks, random);
        Assert.Multiple(() =>
        {
            Assert.That(strongest.Attacks, Is.EqualTo(["informed", "informed"]));
            Assert.That(strongest.Advantage!.Value.Value, Is.EqualTo(1));
        });
    }

    [Test]
    public void The_choice_depends_neither_on_the_order_of_attacks_nor_on_that_of_records()
    {
        var random = new RandomStream(4);
        var attacks = Noise(random, attacks: 4);
        var reversed = attacks.Reverse().ToDictionary(attack => attack.Key, IReadOnlyList<ScoredFederation> (attack) =>
            attack.Key == "attack 0" ? attack.Value : [.. attack.Value.Reverse().Select(federation => new ScoredFederation(
                federation.Federation,
                [.. federation.Records.Reverse()],
                [.. federation.Scores.Reverse()],
                [.. federation.Members.Reverse()]))]);
        var (first, second) = (StrongestAttack.OfMembership(attacks, random), StrongestAttack.OfMembership(reversed, random));
        Assert.That(second.Attacks, Is.EqualTo(first.Attacks));
        Assert.That(second.Advantage, Is.EqualTo(first.Advantage));
    }

    [Test]
    public void The_strongest_attack_on_the_source_is_chosen_by_its_accuracy()
    {
        var random = new RandomStream(5);
        var attacks = new Dictionary<string, IReadOnlyList<AnsweredFederation>>
        {
            ["right"] = AnsweredCells.Of(6, (_, source) => source),
            ["first"] = AnsweredCells.Of(6, (_, _) => 0),
        };
        var strongest = StrongestAttack.OfSource(attacks, random);
        Assert.Multiple(() =>
        {
            Assert.That(strongest.Attacks, Is.EqualTo(["right", "right"]));
            Assert.That(strongest.Advantage!.Value.Value, Is.EqualTo(1));
        });
    }

    [Test]
    public void Attacks_on_different_records_are_not_compared()
    {
        var attacks = Noise(new RandomStream(6), attacks: 2);
        attacks["attack 1"] = [.. attacks["attack 1"].Take(5)];
        Assert.That(
            () => StrongestAttack.OfMembership(attacks, new RandomStream(6)),
            Throws.ArgumentException.With.Message.Contains("the same federations"));
    }

    private static Dictionary<string, IReadOnlyList<ScoredFederation>> Noise(RandomStream random, int attacks) =>
        Enumerable.Range(0, attacks).ToDictionary(
            attack => FormattableString.Invariant($"attack {attack}"),
            IReadOnlyList<ScoredFederation> (attack) => new SimulatedCells(6, 40, 0, 0).Draw(random.Named("attack", attack)));
}
