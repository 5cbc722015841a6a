using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The share of a record's perturbed copies, itself among them, to which the final model still gives the record's label: training draws
/// the boundary away from members (Choquette-Choo et al. 2021, section 4). Copies carry Gaussian noise, or are shifted where the width
/// of an image is given.
/// </summary>
public sealed record LabelOnly : MembershipAttack<FinalLabels>
{
    private const int UsualCopies = 20;
    private const int RecordsForChoice = 100;
    private const int CopiesForChoice = 5;
    private static readonly double[] Deviations = [0.1, 0.2, 0.4, 0.8, 1.6];
    private static readonly double[] Distances = [1, 2, 3];

    /// <summary>Noisy copies of a record, at least 1.</summary>
    [Range(1, 1000)]
    public int Copies { get; init; } = UsualCopies;

    /// <summary>The noise's deviation in deviations of a feature, or the distance of a shift in pixels; null: chosen on references.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? Scale { get; init; }

    /// <summary>Pixels in a row, where records are images of one channel; they are shifted then instead of noised.</summary>
    [Range(2, int.MaxValue)]
    public int? ImageWidth { get; init; }

    /// <inheritdoc/>
    public override string Label => VariantLabel.Of(
        base.Label,
        ImageWidth is null ? null : "shifts",
        VariantLabel.Given("scale", Scale),
        VariantLabel.Given("copies", Copies == UsualCopies ? null : Copies));

    /// <inheritdoc/>
    protected override double[] Score(FinalLabels seen, References<FinalLabels> references, Candidates candidates, RandomStream random) =>
        Robustness(seen, candidates, Perturbed(candidates, Copies, Scale ?? Choose(references, candidates, random), random.Named("copies")));

    /// <summary>The scale that best tells the members of references that are played as targets, on some of the candidates.</summary>
    private double Choose(References<FinalLabels> references, Candidates candidates, RandomStream random)
    {
        var targets = ReferenceTargets.Draw(references.Count, random);
        var some = random.Named("records for the choice").Permutation(candidates.Count)[..Math.Min(RecordsForChoice, candidates.Count)];
        var records = new Candidates(candidates.Data, [.. some.Select(i => candidates.Records[i])]);
        var scales = ImageWidth is null ? Deviations : Distances;
        var copies = scales.ToDictionary(scale => scale, scale => Perturbed(records, CopiesForChoice, scale, random.Named("copies for the choice")));
        return ReferenceTargets.Choose(scales, targets, (scale, r) => ReferenceTargets.Area(
            Robustness(references.Seen(r), records, copies[scale]), [.. some.Select(i => references.IsMember(r, i))]));
    }

    /// <summary>Asks a model for the labels of every record's copies, record by record.</summary>
    private Func<FinalLabels, int[]> Perturbed(Candidates records, int copies, double scale, RandomStream random)
    {
        if (ImageWidth is { } width)
        {
            var shifted = Perturbation.Shifts(records, width, Perturbation.Ways((int)Math.Ceiling(scale)));
            return model => model.Query(shifted);
        }

        var noise = Perturbation.Noise(records, copies, scale, random);
        return model => model.Query(records, noise);
    }

    private static double[] Robustness(FinalLabels model, Candidates records, Func<FinalLabels, int[]> perturbed)
    {
        var (answers, originals) = (perturbed(model), model.Query(records));
        var copies = answers.Length / records.Count;
        return
        [
            .. Enumerable.Range(0, records.Count).Select(i =>
            {
                var kept = answers.AsSpan(i * copies, copies).Count(records.Label(i)) + (originals[i] == records.Label(i) ? 1 : 0);
                return kept / (copies + 1.0);
            }),
        ];
    }
}
