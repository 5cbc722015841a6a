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
        double[] Losses(FinalModel model) => [.. Enumerable.Range(0, candidates.Count).Select(model.Query(candidates).Loss)];
        return [.. references.MeanWithout(Losses, candidates.Count).Zip(Losses(seen), (without, loss) => without - loss)];
    }
}
