using PrivacyBench.Accounting.Audits;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class EmpiricalEpsilonTests
{
    [Test]
    public void The_bound_lies_below_the_epsilon_of_randomised_response_and_comes_near_it()
    {
        const double Epsilon = 1.5;
        var right = Math.Exp(Epsilon) / (1 + Math.Exp(Epsilon));
        var bounds = Enumerable.Range(0, 100).Select(seed =>
        {
            var random = new RandomStream(seed);
            var cell = Cells(16, 200, (_, member) => random.Uniform() < right == member ? 1 : 0);
            return EmpiricalEpsilon.Of(cell, random.Named("epsilon"), 0.95, 1).LowerBound!.Value;
        }).ToArray();

        // At 95% five of a hundred may lie above the truth, and more than eleven hardly ever do.
        Assert.That(bounds.Count(bound => bound > Epsilon), Is.LessThan(12));
        Assert.That(bounds.Average(), Is.GreaterThan(0.8 * Epsilon));
    }

    [Test]
    public void Federations_that_are_right_or_wrong_as_a_whole_prove_nothing()
    {
        // Each federation gives all of its members away or all of its non-members, by a coin: no leak, but records as independent would show one.
        var above = Enumerable.Range(0, 200).Count(seed =>
        {
            var random = new RandomStream(seed).Named("coins");
            bool[] inverted = [.. Enumerable.Range(0, 10).Select(_ => random.Uniform() < 0.5)];
            var cell = Cells(10, 100, (f, member) => member != inverted[f] ? 1 : 0);
            return EmpiricalEpsilon.Of(cell, random.Named("epsilon"), 0.95, 1).LowerBound > 0;
        });

        Assert.That(above, Is.LessThan(20));
    }

    [Test]
    public void A_perfect_attack_proves_what_its_records_allow()
    {
        var epsilon = EmpiricalEpsilon.Of(Cells(40, 25, (_, member) => member ? 1 : 0), new RandomStream(1), 0.95, 1);
        var independent = CountAudit.ClopperPearsonEpsilon(new Counts(1000, 1000, 0, 1000), EmpiricalEpsilon.Delta, 0.05);

        Assert.That(epsilon.LowerBound, Is.EqualTo(epsilon.Ceiling));
        Assert.That(epsilon.Ceiling, Is.InRange(0.95 * independent, independent));
    }

    [Test]
    public void More_attacks_that_were_tried_make_the_bound_smaller()
    {
        var cell = Cells(10, 100, (f, member) => member ? 1 : f % 2 * 0.5);
        double Bound(int tried) => EmpiricalEpsilon.Of(cell, new RandomStream(1), 0.95, tried).LowerBound!.Value;

        Assert.That(Bound(10), Is.LessThan(Bound(1)));
    }

    [Test]
    public void A_threshold_comes_from_other_federations_than_those_that_it_judges()
    {
        // Each half is told apart without error at a threshold of its own, and not at all at the other's.
        bool[] members = [.. Enumerable.Range(0, 40).Select(r => r % 2 == 0)];
        var random = new RandomStream(1);
        var halves = Folds.Of([.. Enumerable.Repeat(members, 10)], random);
        ScoredFederation[] cell =
        [
            .. Enumerable.Range(0, 10).Select(f => new ScoredFederation(
                f, [.. Enumerable.Range(0, 40)], [.. members.Select(isIn => (10 * halves[f][0]) + (isIn ? 1.0 : 0))], members)),
        ];

        Assert.That(EmpiricalEpsilon.Of(cell, random, 0.95, 1).LowerBound, Is.Zero);
        Assert.That(CanaryAudit.Of(cell, "record", 1e-5, null, random, 0.95, 1).Bounds.Single(b => b.Method == "clopper-pearson").Epsilon, Is.Zero);
    }

    [Test]
    public void Fewer_than_five_federations_give_a_reason_instead()
    {
        var epsilon = EmpiricalEpsilon.Of(Cells(4, 100, (_, member) => member ? 1 : 0), new RandomStream(1), 0.95, 1);

        Assert.That((epsilon.LowerBound, epsilon.Ceiling), Is.EqualTo(((double?)null, (double?)null)));
        Assert.That(epsilon.Reason, Does.StartWith("4 federations do not bound epsilon"));
    }

    private static ScoredFederation[] Cells(int federations, int recordsPerSide, Func<int, bool, double> score) =>
    [
        .. Enumerable.Range(0, federations).Select(f =>
        {
            bool[] members = [.. Enumerable.Range(0, 2 * recordsPerSide).Select(r => r % 2 == 0)];
            return new ScoredFederation(f, [.. Enumerable.Range(0, members.Length)], [.. members.Select(member => score(f, member))], members);
        }),
    ];
}
