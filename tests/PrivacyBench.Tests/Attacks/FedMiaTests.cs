using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>FedMIA on fixed measurements, against the formula written out.</summary>
internal sealed class FedMiaTests
{
    /// <summary>Two rounds of six and of five clients on two records; in the first round client 4 lies far off on the first record.</summary>
    private static readonly float[][][] Measured =
    [
        [[0.11f, 0.3f], [0.13f, 0.1f], [0.08f, -0.2f], [0.10f, 0.25f], [0.90f, 0.05f], [0.12f, 0.15f]],
        [[0.2f, 0.1f], [0.1f, 0.4f], [0.3f, 0.2f], [0.15f, 0.22f], [0.45f, 0.18f]],
    ];

    private static readonly int[][] Participants = [[0, 1, 2, 3, 4, 5], [0, 2, 3, 4, 5]];

    private static readonly UpdateStatistic Statistic = new(7, 2, Participants, Measured);

    [TestCase(1)]
    [TestCase(-1)]
    public void The_paper_averages_the_normal_distribution_function_of_a_client_among_the_others(int sign)
    {
        var scores = new FedMia().Scores(Statistic, sign, clients: 7, records: 2);
        for (var (i, k) = (0, 0); i < 2; (i, k) = k < 5 ? (i, k + 1) : (i + 1, 0))
        {
            var rounds = Rounds(k).Select(t => Normal.CDF(Others(t, k, i, sign).Mean(), Others(t, k, i, sign).StandardDeviation(), Own(t, k, i, sign)));
            Assert.That(scores[i][k], Is.EqualTo(rounds.Average()).Within(1e-9), $"record {i}, client {k}");
        }
    }

    [TestCase(1)]
    [TestCase(-1)]
    public void The_steadier_form_adds_the_log_odds_of_a_students_predictive(int sign)
    {
        var scores = new FedMia { Predictive = FedMiaPredictive.Student }.Scores(Statistic, sign, clients: 7, records: 2);
        for (var (i, k) = (0, 0); i < 2; (i, k) = k < 5 ? (i, k + 1) : (i + 1, 0))
        {
            var expected = Rounds(k).Sum(t =>
            {
                var others = Others(t, k, i, sign);
                var below = StudentT.CDF(others.Mean(), others.StandardDeviation() * Math.Sqrt(1 + (1.0 / others.Length)), others.Length - 1, Own(t, k, i, sign));
                return Math.Log(below / (1 - below));
            });
            Assert.That(scores[i][k], Is.EqualTo(expected).Within(1e-3), $"record {i}, client {k}");
        }
    }

    [Test]
    public void A_client_far_off_does_not_widen_the_others()
    {
        Assert.That(Others(0, 0, 0, 1), Has.Length.EqualTo(4), "without itself and without the outlier");
        Assert.That(new FedMia().Scores(new(7, 2, [Participants[0]], [Measured[0]]), 1, 7, 2)[0][4], Is.GreaterThan(0.999));
    }

    [Test]
    public void A_client_that_never_took_part_cannot_be_the_one() =>
        Assert.That(new FedMia().Scores(Statistic, 1, 7, 2)[0][6], Is.EqualTo(double.NegativeInfinity));

    [Test]
    public void Two_clients_alone_are_not_compared() => Assert.That(
        new FedMia().Scores(new(2, 1, [[0, 1]], [[[0.1f], [0.9f]]]), 1, 2, 1)[0], Is.EqualTo(new[] { 0.5, 0.5 }));

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(98)]
    public void The_log_odds_of_students_t_are_those_of_its_distribution(int degrees)
    {
        foreach (var t in new[] { -30.0, -3, -0.7, -0.001, 0, 0.02, 1.3, 12 })
        {
            var below = StudentT.CDF(0, 1, degrees, -Math.Abs(t));
            var odds = Math.Log(below) - double.LogP1(-below);
            Assert.That(StudentLogOdds.Of(degrees).At(t), Is.EqualTo(t > 0 ? -odds : odds).Within(2e-3), $"t = {t}");
        }
    }

    private static IEnumerable<int> Rounds(int client) => Enumerable.Range(0, 2).Where(t => Participants[t].Contains(client));

    private static double Own(int round, int client, int record, int sign) =>
        sign * (double)Measured[round][Array.IndexOf(Participants[round], client)][record];

    /// <summary>The other clients' measurements without those further than three normal deviations from the median of all, by median distance.</summary>
    private static double[] Others(int round, int client, int record, int sign)
    {
        var all = Participants[round].Select(k => Own(round, k, record, sign)).ToArray();
        var median = all.Median();
        var furthest = 3 * 1.4826 * all.Select(m => Math.Abs(m - median)).Median();
        return [.. Participants[round].Where(k => k != client).Select(k => Own(round, k, record, sign)).Where(m => Math.Abs(m - median) <= furthest)];
    }
}
