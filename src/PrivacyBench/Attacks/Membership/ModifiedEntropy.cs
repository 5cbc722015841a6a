using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Scores a record by the negative modified entropy of the final model: (1 − p_y)·ln p_y + Σ_{i≠y} p_i·ln(1 − p_i), which, unlike
/// the entropy, tells a sure right answer from a sure wrong one (Song and Mittal 2021, equation 6).
/// </summary>
public sealed record ModifiedEntropy : MembershipAttack<FinalModel>
{
    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var model = seen.Query(candidates);
        return [.. Enumerable.Range(0, candidates.Count).Select(i => Score(model, i, candidates.Label(i)))];
    }

    private static double Score(Predictions model, int record, int label)
    {
        var logits = model.Logits(record);
        var all = LogSum(logits, but: -1);
        var score = Math.Exp(LogSum(logits, but: label) - all) * (logits[label] - all);
        for (var i = 0; i < logits.Length; i++)
        {
            var p = Math.Exp(logits[i] - all);
            // Where p is near 1 the others are summed, for 1 − p would have lost its digits.
            score += i == label ? 0 : p * (p < 0.5 ? double.LogP1(-p) : LogSum(logits, but: i) - all);
        }

        return score;
    }

    /// <summary>ln Σ e^z over all logits but one.</summary>
    private static double LogSum(ReadOnlySpan<float> logits, int but)
    {
        var highest = double.NegativeInfinity;
        for (var j = 0; j < logits.Length; j++)
        {
            highest = j == but ? highest : Math.Max(highest, logits[j]);
        }

        var sum = 0.0;
        for (var j = 0; j < logits.Length; j++)
        {
            sum += j == but ? 0 : Math.Exp(logits[j] - highest);
        }

        return highest + Math.Log(sum);
    }
}
