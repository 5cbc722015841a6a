using MathNet.Numerics.Distributions;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class LeastAreaTests
{
    [Test]
    public void Scores_in_order_leave_what_as_many_perfect_trials_would()
    {
        // 40 records of 20 federations: 0.05^(1/40), with a little off for few federations.
        var cell = Cell(20, (isIn, _) => isIn ? 1 : 0);
        Assert.That(LeastArea.Of(cell, 0.05), Is.EqualTo(LeastArea.OfPerfect(cell, 0.05)).And.EqualTo(Math.Pow(0.05, 1.0 / 40)).Within(0.01));
    }

    [Test]
    public void Ties_are_half_in_order() => Assert.That(LeastArea.Of(Cell(400, (_, _) => 7), 0.4), Is.EqualTo(0.5).Within(0.02).And.LessThan(0.5));

    // What a federation shares cancels in its own pairs; as no more pairs than records are counted, the bound is then cautious.
    [TestCase(0.0, 0.01)]
    [TestCase(2.0, 0.0)]
    public void It_lies_above_the_truth_as_seldom_as_it_says(double shared, double atLeast)
    {
        // Members lie one deviation higher; what a federation shares widens both kinds alike.
        var truth = Normal.CDF(0, 1, 1 / Math.Sqrt(2 * (1 + (shared * shared))));
        var random = new RandomStream(1);
        double[] bounds =
        [
            .. Enumerable.Range(0, 400).Select(_ =>
            {
                var common = 0.0;
                return LeastArea.Of(
                    Cell(30, (isIn, r) => (isIn ? 1 : 0) + common + Normal.Sample(random, 0, 1), () => common = shared * Normal.Sample(random, 0, 1)), 0.05)!.Value;
            }),
        ];
        // Three deviations above 5%.
        Assert.That(bounds.Count(bound => bound > truth) / 400.0, Is.InRange(atLeast, 0.083));
    }

    [Test]
    public void Fewer_than_five_federations_give_none() => Assert.That(LeastArea.Of(Cell(4, (isIn, _) => isIn ? 1 : 0), 0.05), Is.Null);

    private static ScoredFederation[] Cell(int federations, Func<bool, int, double> score, Action? federation = null) =>
    [
        .. Enumerable.Range(0, federations).Select(f =>
        {
            federation?.Invoke();
            return new ScoredFederation(f, [0, 1], [score(true, f), score(false, f)], [true, false]);
        }),
    ];
}
