using System.Numerics.Tensors;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The loss threshold with the record's difficulty taken away: the mean loss of references that did not train on the record, less the
/// final model's loss (Watson et al. 2022, equation 3).
/// </summary>
/// <remarks>A record that every reference trained on is calibrated by the mean over all other records.</remarks>
public sealed record CalibratedLoss : MembershipAttack<FinalModel>
{
    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random) =>
        Scores(seen, references, candidates);

    internal static double[] Scores(FinalModel seen, References<FinalModel> references, Candidates candidates)
    {
        var scores = references.MeanWithout(model => model.Query(candidates).Losses, candidates.Count);
        TensorPrimitives.Subtract(scores, seen.Query(candidates).Losses, scores);
        return scores;
    }
}
