using PrivacyBench.Views;

namespace PrivacyBench.Tests.Views;

/// <summary>Means over the rounds that a client took part in, on numbers small enough for a pencil.</summary>
internal sealed class UpdateStatisticTests
{
    /// <summary>Client 0 takes part in both rounds, client 1 in the second, client 2 in none; two records.</summary>
    private static readonly UpdateStatistic Statistic = new(3, 2, [[0], [0, 1]], [[[1, 3]], [[5, 7], [9, 11]]]);

    [Test]
    public void A_clients_mean_is_over_its_own_rounds()
    {
        Assert.That(Statistic.Means[0], Is.EqualTo(new[] { 3, 9, double.NaN }));
        Assert.That(Statistic.Means[1], Is.EqualTo(new[] { 5, 11, double.NaN }));
    }

    [Test]
    public void Within_rounds_the_level_of_a_round_is_taken_off()
    {
        // The first round's mean is 2, the second's 8.
        Assert.That(Statistic.MeansWithinRounds[0], Is.EqualTo(new[] { -2, 1, double.NaN }));
        Assert.That(Statistic.MeansWithinRounds[1], Is.EqualTo(new[] { 0, 3, double.NaN }));
    }

    [Test]
    public void A_client_that_was_never_observed_scores_lowest() =>
        Assert.That(UpdateStatistic.Scores(Statistic.Means, sign: -1)[0], Is.EqualTo(new[] { -3, -9, double.NegativeInfinity }));
}
