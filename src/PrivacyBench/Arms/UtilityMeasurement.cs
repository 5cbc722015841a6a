using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>How good the global models are on records that nobody trained on.</summary>
internal static class UtilityMeasurement
{
    public static Utility Of(IReadOnlyList<Transcript> transcripts, Arm arm)
    {
        var heldOut = new Candidates(arm.Plan.Data, arm.Split.HeldOut);
        var models = transcripts.Select(t => Inference.Query(t.Model, t.GlobalModels, heldOut)).ToArray();
        var final = models.Select(of => of[^1]).ToArray();
        double[] accuracies = [.. final.Select(Accuracy)];
        return new(
            Means.Over(accuracies, arm.Confidence),
            Means.Over([.. final.Select(of => Enumerable.Range(0, of.Count).Average(of.Loss))], arm.Confidence),
            [.. Enumerable.Range(1, arm.Plan.Rounds).Select(round => models.Average(of => Accuracy(of[round])))])
        {
            ChanceAccuracy = (double)Enumerable.Range(0, heldOut.Count).CountBy(heldOut.Label).Max(label => label.Value) / heldOut.Count,
            AccuracyByFederation = Jackknife.Rounded(accuracies),
        };
    }

    /// <summary>The test accuracy of each federation's final model.</summary>
    public static double[] FinalAccuracies(IReadOnlyList<Transcript> transcripts, Arm arm)
    {
        var heldOut = new Candidates(arm.Plan.Data, arm.Split.HeldOut);
        return [.. transcripts.Select(t => Accuracy(Inference.Query(t.Model, [t.GlobalModels[^1]], heldOut)[0]))];
    }

    private static double Accuracy(Predictions predictions) => Enumerable.Range(0, predictions.Count).Average(i => predictions.IsRight(i) ? 1 : 0);
}
