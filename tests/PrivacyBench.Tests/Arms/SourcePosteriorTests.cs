using PrivacyBench.Arms;

namespace PrivacyBench.Tests.Arms;

/// <summary>The posterior over clients, on scores of which the right temperature is known.</summary>
internal sealed class SourcePosteriorTests
{
    private const int Federations = 5;
    private const int Records = 400;
    private const int Clients = 4;

    [TestCase(0.2)]
    [TestCase(1)]
    [TestCase(30)]
    public void The_temperature_of_the_scores_is_found_again(double temperature)
    {
        var (scores, truths, members) = Drawn(temperature);
        var posterior = SourcePosterior.Fitted(scores, truths, members, own: 0)[2];

        var differences = posterior.Zip(scores[2], (p, s) => (p[1] - p[0], s[1] - s[0])).Where(of => Math.Abs(of.Item2) > 1e-9);
        Assert.That(differences.Average(of => of.Item2 / of.Item1), Is.EqualTo(temperature).Within(0.15 * temperature));
    }

    [Test]
    public void Probabilities_add_up_to_one_over_the_honest_clients()
    {
        var (scores, truths, members) = Drawn(1);
        int[][] honest = [.. members.Zip(truths, (of, truth) => of.Where(i => truth.Sources[i] >= 2).ToArray())];
        foreach (var p in SourcePosterior.Fitted(scores, truths, honest, own: 2)[0])
        {
            Assert.That(p[..2], Is.All.EqualTo(double.NegativeInfinity));
            Assert.That(Math.Exp(p[2]) + Math.Exp(p[3]), Is.EqualTo(1).Within(1e-12));
        }
    }

    [Test]
    public void Scores_that_say_nothing_leave_the_clients_their_shares()
    {
        var (scores, _, members) = Drawn(1);
        var truths = scores.Select(of => new Truth([.. of.Select((_, i) => i % 8 == 0 ? 0 : 1 + (i % 3))])).ToArray();
        double[][][] equal = [.. scores.Select(of => of.Select(_ => new double[Clients]).ToArray())];
        var p = SourcePosterior.Fitted(equal, truths, members, own: 0)[0][0];
        Assert.That(p.Select(Math.Exp), Is.EqualTo(Enumerable.Range(0, Clients).Select(k => truths[0].Sources.Count(s => s == k) / (double)Records)).Within(1e-9));
    }

    [Test]
    public void A_client_that_was_never_observed_is_neither_named_nor_ruled_out()
    {
        var (scores, truths, members) = Drawn(0.5);
        double[][][] unseen = [.. scores.Select(of => of.Select(s => (double[])[double.NegativeInfinity, .. s[1..]]).ToArray())];
        foreach (var p in SourcePosterior.Fitted(unseen, truths, members, own: 0)[0])
        {
            // Its score is the mean of the others', and shares of the records differ by little.
            Assert.That(p[0], Is.EqualTo(p[1..].Average()).Within(0.4));
        }
    }

    [Test]
    public void A_perfect_fit_is_not_believed_without_end()
    {
        var (scores, truths, members) = Drawn(1);
        double[][][] perfect = [.. scores.Select((of, f) => of.Select((_, i) => Enumerable.Range(0, Clients).Select(k => truths[f].Sources[i] == k ? 1.0 : 0).ToArray()).ToArray())];
        Assert.That(SourcePosterior.Fitted(perfect, truths, members, own: 0)[0].Select(p => p.Min()), Is.All.GreaterThan(-12));
    }

    /// <summary>Scores, and sources drawn from the softmax of scores/temperature.</summary>
    private static (double[][][] Scores, Truth[] Truths, int[][] Members) Drawn(double temperature)
    {
        var random = new RandomStream(6);
        double[][][] scores = [.. Enumerable.Range(0, Federations).Select(_ => Enumerable.Range(0, Records)
            .Select(_ => Enumerable.Range(0, Clients).Select(_ => 3 * temperature * random.Uniform()).ToArray()).ToArray())];
        Truth[] truths = [.. scores.Select(of => new Truth([.. of.Select(s => Enumerable.Range(0, Clients).MaxBy(k =>
            (s[k] / temperature) - Math.Log(-Math.Log(1 - random.Uniform()))))]))];
        return (scores, truths, [.. truths.Select(_ => Enumerable.Range(0, Records).ToArray())]);
    }
}
