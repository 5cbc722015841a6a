using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class SourceMeasuresTests
{
    private static readonly RandomStream Random = new(1);

    [Test]
    public void Accuracy_guess_advantage_log_loss_and_recall_are_those_of_the_definition()
    {
        // The first two clients' records are found, the others' are given to client 0.
        var measures = SourceMeasures.Of(AnsweredCells.Of(6, (_, source) => source < 2 ? source : 0), Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Accuracy.Value, Is.EqualTo(0.5));
            Assert.That(measures.Guess.Value, Is.EqualTo(0.25));
            Assert.That(measures.Advantage!.Value.Value, Is.EqualTo((0.5 - 0.25) / 0.75).Within(1e-15));
            Assert.That(measures.LogLoss!.Value.Value, Is.EqualTo(Math.Log(2)).Within(1e-15));
            Assert.That(measures.Recalls.Select(recall => recall.Recall.Value), Is.EqualTo([1.0, 1, 0, 0]));
            Assert.That(measures.Recalls.Select(recall => recall.Records), Is.EqualTo([60, 60, 60, 60]));
            Assert.That(measures.Records, Is.EqualTo(240));
        });
    }

    [Test]
    public void Answers_that_repeat_the_guess_have_an_advantage_of_exactly_0_in_every_sample()
    {
        // Right where the guess is right, in another share of the records in each federation: the pairing takes the spread away.
        AnsweredFederation[] cell = [.. AnsweredCells.Of(6, (_, source) => source).Select((federation, f) =>
        {
            bool[] right = [.. federation.Records.Select(record => record % 6 <= f)];
            return new AnsweredFederation(
                f,
                federation.Records,
                federation.Sources,
                [.. federation.Sources.Select((source, r) => right[r] ? source : source + 1)],
                [.. right.Select(guess => guess ? 1.0 : 0.0)]);
        })];
        cell[5] = new(5, cell[5].Records, cell[5].Sources, cell[5].Sources, [.. cell[5].Guesses]);
        var measures = SourceMeasures.Of(cell, Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Advantage, Is.EqualTo(new Rate(0, 0, 0)));
            Assert.That(measures.Accuracy.High - measures.Accuracy.Low, Is.GreaterThan(0.2));
        });
    }

    [Test]
    public void An_attack_without_a_posterior_has_no_log_loss_and_says_why()
    {
        AnsweredFederation[] cell = [.. AnsweredCells.Of(2, (_, source) => source).Select(federation => new AnsweredFederation(
            federation.Federation, federation.Records, federation.Sources, federation.Answers, federation.Guesses))];
        var measures = SourceMeasures.Of(cell, Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.LogLoss, Is.Null);
            Assert.That(measures.LogLossReason, Is.EqualTo("The attack gives no posterior probabilities."));
        });
    }

    [Test]
    public void Where_guessing_is_always_right_there_is_no_advantage_and_the_reason_says_so()
    {
        AnsweredFederation[] cell = [.. AnsweredCells.Of(2, (_, source) => source).Select(federation => new AnsweredFederation(
            federation.Federation, federation.Records, federation.Sources, federation.Answers, [.. federation.Guesses.Select(_ => 1.0)]))];
        var measures = SourceMeasures.Of(cell, Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Advantage, Is.Null);
            Assert.That(measures.AdvantageReason, Does.Contain("always right"));
        });
    }

    [Test]
    public void Intervals_of_accuracy_cover_the_truth_when_federations_differ()
    {
        const int evaluations = 300;
        var covered = 0;
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            var random = new RandomStream(1).Named("evaluation", evaluation);
            var draws = random.Named("answers");
            // Each federation's accuracy is 0.5 plus or minus 0.2 at most, 0.5 on average.
            var cell = Enumerable.Range(0, 8).SelectMany(f =>
            {
                var percent = 30 + draws.Below(41);
                return AnsweredCells.Of(1, (_, source) => draws.Below(100) < percent ? source : source + 1)
                    .Select(federation => federation with { Federation = f });
            }).ToArray();
            var measures = SourceMeasures.Of(cell, random, new(Draws: 500));
            covered += measures.Accuracy.Covers(0.5) && measures.Advantage!.Value.Covers((0.5 - 0.25) / 0.75) ? 1 : 0;
        }

        Assert.That((double)covered / evaluations, Is.InRange(0.91, 0.99));
    }
}
