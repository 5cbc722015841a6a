using PrivacyBench.Reports.Gates;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.NUnit;

/// <summary>Not worse than a recorded baseline: advantages, accuracy, promised ε and bytes. Seconds are compared only where asked for.</summary>
public sealed class BaselineConstraint : PrivacyConstraint
{
    private readonly Baseline baseline;
    private GateLimits limits = new() { SecondsRatio = double.PositiveInfinity };

    internal BaselineConstraint(Baseline baseline) => this.baseline = baseline;

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant(
        $"not worse than the baseline of {baseline.History[^1].Recorded:yyyy-MM-dd} ({baseline.History[^1].Reason}), allowing {limits.Advantage} of advantage and {limits.Accuracy} of accuracy");

    /// <summary>By how much an advantage may grow, and the accuracy fall.</summary>
    public BaselineConstraint Allowing(double advantage, double accuracy)
    {
        limits = limits with { Advantage = advantage, Accuracy = accuracy };
        return this;
    }

    /// <summary>How many times the baseline's CPU seconds are allowed, on the baseline's own machine; at least 1.</summary>
    public BaselineConstraint AllowingSeconds(double ratio)
    {
        limits = limits with { SecondsRatio = ratio };
        return this;
    }

    private protected override IReadOnlyList<Finding> Judge(PrivacyEvaluation evaluation) =>
    [
        .. GateReport.Of(evaluation.Results, evaluation.Folder, baseline, "the baseline", limits).Numbers
            .Select(n => new Finding(n.Verdict, $"{n.Baseline.Metric}, {n.Baseline.Name}: {n.Evidence}")),
    ];
}
