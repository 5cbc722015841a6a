using System.Numerics.Tensors;
using PrivacyBench.Data;

namespace PrivacyBench.Attacks.Membership;

/// <summary>Perturbed copies of records, with the labels of the originals.</summary>
internal static class Perturbation
{
    /// <summary>
    /// Independent noise N(0, scale²) for every feature of each copy [copies × features]. It is the same for all records, so that they
    /// are compared under the same noise; the features have about unit deviation.
    /// </summary>
    public static float[] Noise(Candidates records, int copies, double scale, RandomStream random)
    {
        var noise = new float[copies * records.Data.FeatureCount];
        random.FillGaussian(noise, scale);
        return noise;
    }

    /// <summary>Records with the same noise [features] added to each.</summary>
    public static Candidates Noised(Candidates records, ReadOnlySpan<float> noise)
    {
        var features = new float[records.Count * noise.Length];
        for (var i = 0; i < records.Count; i++)
        {
            TensorPrimitives.Add(noise, records.Data.Record(records.Records[i]), features.AsSpan(i * noise.Length, noise.Length));
        }

        return Of(records, 1, features);
    }

    /// <summary>The 4·distance ways, rows and columns, of a shift by |rows| + |columns| = <paramref name="distance"/>.</summary>
    public static (int Down, int Right)[] Ways(int distance) =>
    [
        .. Enumerable.Range(-distance, (2 * distance) + 1).SelectMany(down => (int[])[Math.Abs(down) - distance, distance - Math.Abs(down)], (down, right) => (down, right))
            .Distinct(),
    ];

    /// <summary>
    /// Copies of images, shifted in each of some ways (Choquette-Choo et al. 2021, section 4.2); what comes in repeats the border.
    /// </summary>
    /// <returns>The copies, record by record.</returns>
    /// <exception cref="ArgumentException">The records are no images of the width.</exception>
    public static Candidates Shifts(Candidates records, int imageWidth, (int Down, int Right)[] ways)
    {
        var width = records.Data.FeatureCount;
        var height = width % imageWidth == 0 ? width / imageWidth : throw new ArgumentException(FormattableString.Invariant(
            $"imageWidth is {imageWidth}; it must divide the {width} features of {records.Data.Name}."));
        var features = new float[records.Count * ways.Length * width];
        for (var copy = 0; copy < records.Count * ways.Length; copy++)
        {
            var original = records.Data.Record(records.Records[copy / ways.Length]);
            var (down, right) = ways[copy % ways.Length];
            for (var pixel = 0; pixel < width; pixel++)
            {
                var row = Math.Clamp((pixel / imageWidth) - down, 0, height - 1);
                var column = Math.Clamp((pixel % imageWidth) - right, 0, imageWidth - 1);
                features[(copy * width) + pixel] = original[(row * imageWidth) + column];
            }
        }

        return Of(records, ways.Length, features);
    }

    private static Candidates Of(Candidates records, int copies, float[] features)
    {
        int[] labels = [.. Enumerable.Range(0, records.Count * copies).Select(copy => records.Label(copy / copies))];
        return new(records.Data with { Features = features, Labels = labels, Clients = null }, [.. Enumerable.Range(0, labels.Length)]);
    }
}
