using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class ScoredFederationTests
{
    [Test]
    public void A_score_that_is_not_a_number_is_refused_with_its_place() => Assert.That(
        () => new ScoredFederation(3, [8, 9], [0, double.NaN], [true, false]),
        Throws.ArgumentException.With.Message.StartsWith("Federation 3, record 9: Scores is NaN; it must be a number"));

    [Test]
    public void A_missing_answer_is_refused_with_the_numbers() => Assert.That(
        () => new ScoredFederation(3, [8, 9], [0, 1], [true]),
        Throws.ArgumentException.With.Message.StartsWith("Federation 3 has 2 records but 1 Members; there must be one for each record."));
}
