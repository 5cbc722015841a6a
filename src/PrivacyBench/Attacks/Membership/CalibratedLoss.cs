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
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var target = seen.Query(candidates);
        var models = Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates)).ToArray();
        var outs = Enumerable.Range(0, candidates.Count)
            .Select(i => models.Where((_, r) => !references.IsMember(r, i)).Select(m => m.Loss(i)).ToArray())
            .ToArray();
        var usual = outs.SelectMany(of => of).DefaultIfEmpty().Average();
        return [.. outs.Select((of, i) => (of.Length == 0 ? usual : of.Average()) - target.Loss(i))];
    }
}
