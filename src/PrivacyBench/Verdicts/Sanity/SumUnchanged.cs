using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Sanity;

/// <summary>
/// A defense that only hides updates on their way into the sum leaves the released model as it is, but for quantisation: who sees
/// nothing but that model must learn as much as before. The differences are those of the same seeds, all of them tested together
/// (Holm) at a level at which a false alarm is one run in a thousand.
/// </summary>
internal sealed class SumUnchanged : ISanityRule
{
    private const double Level = 0.001;
    private const string OnlyTheModel = "external";

    public IEnumerable<SanityResult> Check(Evidence evidence)
    {
        var federations = PositiveControl.FederationsOf(null, evidence.Cells);
        var confidence = evidence.Confidence;
        var found = (from defense in evidence.Defenses
                     where evidence.SumOnly.Contains(defense.Defense)
                     from shrink in defense.Shrink
                     where shrink.Position == OnlyTheModel && shrink.Difference is not null
                     select (Defense: defense, Shrink: shrink, Change: Difference.Of(shrink.Difference!.Value, federations, confidence))).ToList();
        var adjusted = Holm.Adjust([.. found.Select(f => f.Change.TwoSided)]);
        return found.Select((f, i) => new SanityResult(
            "sums change nothing",
            $"{f.Defense.Partition}, {f.Defense.Defense}, {f.Shrink.Position}, {f.Shrink.Goal.Name()}",
            adjusted[i] < Level ? Verdict.Fails : Verdict.Holds,
            FormattableString.Invariant($"without the defense the advantage is larger by {f.Change.Value:0.0000} ± {f.Change.HalfWidth(confidence):0.0000}")));
    }
}
