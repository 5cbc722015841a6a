using MathNet.Numerics.Distributions;

namespace PrivacyBench.Verdicts.Sanity;

/// <summary>
/// Where the truth is drawn anew, no attack can know it: its intervals must cover chance about as often as they promise. Allowed are
/// so many misses as would come up in one run of a thousand if intervals missed twice as often as they should, which those over few
/// federations do.
/// </summary>
internal sealed class ChanceCovered : ISanityRule
{
    private const double Level = 0.001;

    public IEnumerable<SanityResult> Check(Evidence evidence) => evidence.Chance.Select(trial =>
    {
        var missing = Math.Min(1, 2 * (1 - evidence.Confidence));
        var chanceOfAsMany = trial.Missed == 0 ? 1 : 1 - Binomial.CDF(missing, trial.Repetitions, trial.Missed - 1);
        return new SanityResult(
            "chance",
            trial.Place,
            chanceOfAsMany < Level ? Verdict.Fails : Verdict.Holds,
            FormattableString.Invariant($"with members drawn anew, {trial.Repetitions - trial.Missed} of {trial.Repetitions} intervals cover guessing"));
    });
}
