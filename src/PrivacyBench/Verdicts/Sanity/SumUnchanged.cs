using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Sanity;

/// <summary>
/// A sum is that of the updates, none of whose values a protocol may have cut off. A defense that only hides updates on their way into the sum leaves the released model as it is, but for quantisation: who sees
/// nothing but that model must learn as much as before. The differences are those of the same seeds, all of them tested together
/// (Holm) at a level at which a false alarm is one run in a thousand.
/// </summary>
internal sealed class SumUnchanged : ISanityRule
{
    private const string Rule = "sums change nothing";
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
        var cut = evidence.Defenses.Where(defense => defense.CutOff is not null)
            .Select(defense => new SanityResult(Rule, $"{defense.Partition}, {defense.Defense}", Verdict.Fails, defense.CutOff!.Sentence));
        return cut.Concat(found.Select((f, i) => new SanityResult(
            Rule,
            $"{f.Defense.Partition}, {f.Defense.Defense}, {f.Shrink.Position}, {f.Shrink.Goal.Name()}",
            adjusted[i] < Level ? Verdict.Fails : Verdict.Holds,
            FormattableString.Invariant($"without the defense the advantage is larger by {f.Change.Value:0.0000} ± {f.Change.HalfWidth(confidence):0.0000}"))));
    }
}
