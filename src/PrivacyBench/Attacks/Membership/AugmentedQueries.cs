using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Copies of a record that a likelihood-ratio attack asks about beside the record (Carlini et al. 2022, section VI-D): with Gaussian noise,
/// or shifted where the width of an image is given.
/// </summary>
/// <remarks>Every target and every reference is asked about the same copies, so their noise depends on nothing but its number.</remarks>
public sealed record AugmentedQueries : Augmentation
{
    /// <summary>Copies of each record, from 1 to 40.</summary>
    [Range(1, 40)]
    public int Copies { get; init; } = 4;

    /// <summary>The noise's deviation in deviations of a feature, above 0; shifts have no use for it.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Scale { get; init; } = 0.1;

    /// <summary>Pixels in a row, where records are images of one channel; the copies are shifted then, by one pixel first.</summary>
    [Range(2, int.MaxValue)]
    public int? ImageWidth { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Candidates> Of(Candidates records) => ImageWidth is { } width
        ? [.. Enumerable.Range(1, Copies).SelectMany(Perturbation.Ways).Take(Copies).Select(way => Perturbation.Shifts(records, width, [way]))]
        : [.. Enumerable.Range(0, Copies).Select(copy => Perturbation.Noised(
            records, Perturbation.Noise(records, 1, Scale, new RandomStream(copy).Named("augmented queries"))))];

    /// <summary>The words for a label.</summary>
    internal string Words => VariantLabel.Of(
        FormattableString.Invariant($"{Copies} {(ImageWidth is null ? "noised" : "shifted")} copies"),
        ImageWidth is null ? VariantLabel.Given("scale", Scale == 0.1 ? null : Scale) : null);
}
