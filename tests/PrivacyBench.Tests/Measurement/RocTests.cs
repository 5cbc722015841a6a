using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class RocTests
{
    [Test]
    public void The_curve_rises_from_one_false_positive_to_everybody()
    {
        var random = new RandomStream(1);
        var curve = Roc.Of(new SimulatedCells(8, 50, 1, 0.2).Draw(random), random, points: 41);
        Assert.Multiple(() =>
        {
            Assert.That(curve[0].Fpr, Is.EqualTo(1.0 / 400).Within(1e-12));
            Assert.That(curve[^1].Fpr, Is.EqualTo(1));
            Assert.That(curve[^1].Tpr, Is.EqualTo(new Rate(1, 1, 1)));
            Assert.That(curve.Select(point => point.Tpr.Value), Is.Ordered);
            Assert.That(curve.Select(point => point.Tpr), Is.All.Matches<Rate>(tpr => tpr.Covers(tpr.Value)));
            Assert.That(curve.Select(point => point.Resolvable), Is.EqualTo(curve.Select(point => point.Fpr * 400 > 10 - 1e-6)));
        });
    }

    [Test]
    public void A_tie_is_a_straight_segment()
    {
        // Labels alone: 30 of 40 members and 10 of 40 non-members are called right. Below the corner a coin decides among those.
        ScoredFederation[] cell = [.. Enumerable.Range(0, 4).Select(f => new ScoredFederation(
            f,
            [.. Enumerable.Range(0, 80)],
            [.. Enumerable.Range(0, 80).Select(r => r < 40 ? (r < 30 ? 1.0 : 0) : (r < 50 ? 1.0 : 0))],
            [.. Enumerable.Range(0, 80).Select(r => r < 40)]))];
        foreach (var point in Roc.Of(cell, new RandomStream(3), points: 41))
        {
            var expected = point.Fpr <= .25 ? 3 * point.Fpr : .75 + ((point.Fpr - .25) / 3);
            Assert.That(point.Tpr.Value, Is.EqualTo(expected).Within(1e-9), $"at {point.Fpr}");
        }
    }

    [Test]
    public void The_band_covers_the_true_curve_at_most_points()
    {
        var cells = new SimulatedCells(16, 100, 1, 0.2);
        int covered = 0, points = 0;
        for (var evaluation = 0; evaluation < 40; evaluation++)
        {
            var random = new RandomStream(2).Named("evaluation", evaluation);
            foreach (var point in Roc.Of(cells.Draw(random.Named("cell")), random, 21).Where(point => point.Resolvable && point.Fpr < 1))
            {
                covered += point.Tpr.Covers(cells.TprAt(point.Fpr)) ? 1 : 0;
                points++;
            }
        }

        Assert.That((double)covered / points, Is.InRange(0.91, 0.99));
    }
}
