using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// Feature skew by rotation, for square images: each client holds its images turned by an angle of its own, from 0 to the given one in
/// equal steps (the rotated digits of Ghifary et al. 2015; in federations Ghosh et al. 2020).
/// </summary>
/// <remarks>
/// As with noise, each record of the data set belongs to one client and is known as turned there and no other way, so that members and
/// non-members come from one distribution. A pixel's value is interpolated between its four neighbours, and 0 outside of the image.
/// </remarks>
public sealed record FeatureRotation : Partition
{
    private const int LeastSide = 8;

    /// <summary>The largest client's angle in degrees, above 0 and at most 360.</summary>
    [Range(0d, 360d, MinimumIsExclusive = true)]
    public required double Degrees { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Degrees})");

    /// <inheritdoc/>
    public override bool KeepsOrigins => true;

    /// <inheritdoc/>
    public override Dataset Held(Dataset data, int clients, RandomStream random)
    {
        var (side, channels) = Shape(data);
        var turned = new float[data.FeatureCount];
        return Origins.Dealt(data, clients, random, (client, _, features) =>
        {
            var (sine, cosine) = Math.SinCos(Degrees * Math.PI / 180 * client / Math.Max(1, clients - 1));
            for (var channel = 0; channel < channels; channel++)
            {
                Turn(features.Slice(channel * side * side, side * side), turned.AsSpan(channel * side * side), side, sine, cosine);
            }

            turned.CopyTo(features);
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, int recordsPerClient) =>
        Origins.Groups(data, clients, records => Math.Min(recordsPerClient, records / 2));

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random) => Origins.Assign(records, random);

    /// <summary>The side of a data set's images in pixels, and their colours: 1, or 3 that lie behind one another.</summary>
    private static (int Side, int Channels) Shape(Dataset data)
    {
        foreach (var channels in new[] { 1, 3 })
        {
            var side = (int)Math.Sqrt(data.FeatureCount / channels);
            if (side >= LeastSide && side * side * channels == data.FeatureCount)
            {
                return (side, channels);
            }
        }

        throw new ArgumentException(FormattableString.Invariant(
            $"the data set '{data.Name}' has {data.FeatureCount} features, which are no square image of at least {LeastSide}×{LeastSide} pixels in one colour or three"));
    }

    /// <summary>Each pixel of the turned image looks up where it was before, turned back about the centre.</summary>
    private static void Turn(ReadOnlySpan<float> image, Span<float> turned, int side, double sine, double cosine)
    {
        var centre = (side - 1) / 2.0;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var (y, x) = (row - centre, column - centre);
                turned[(row * side) + column] = At(image, side, centre + (cosine * y) - (sine * x), centre + (sine * y) + (cosine * x));
            }
        }
    }

    private static float At(ReadOnlySpan<float> image, int side, double row, double column)
    {
        var (top, left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var value = 0.0;
        for (var r = top; r <= top + 1; r++)
        {
            for (var c = left; c <= left + 1; c++)
            {
                if (r >= 0 && r < side && c >= 0 && c < side)
                {
                    value += (1 - Math.Abs(row - r)) * (1 - Math.Abs(column - c)) * image[(r * side) + c];
                }
            }
        }

        return (float)value;
    }
}
