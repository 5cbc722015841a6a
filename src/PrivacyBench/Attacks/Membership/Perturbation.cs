using System.Numerics.Tensors;
using PrivacyBench.Data;

namespace PrivacyBench.Attacks.Membership;

/// <summary>Perturbed copies of records, with the labels of the originals.</summary>
internal static class Perturbation
{
    /// <summary>
    /// Copies with independent noise N(0, scale²) on every feature, the same for all records so that they are compared under the same
    /// noise; the features have about unit deviation.
    /// </summary>
    /// <returns>The copies, record by record.</returns>
    public static Candidates Noise(Candidates records, int copies, double scale, RandomStream random)
    {
        var width = records.Data.FeatureCount;
        var features = new float[records.Count * copies * width];
        var noise = new float[copies * width];
        random.FillGaussian(noise, scale);
        for (var copy = 0; copy < records.Count * copies; copy++)
        {
            var original = records.Data.Record(records.Records[copy / copies]);
            TensorPrimitives.Add(noise.AsSpan(copy % copies * width, width), original, features.AsSpan(copy * width, width));
        }

        return Of(records, copies, features);
    }

    /// <summary>
    /// Copies of images shifted by |rows| + |columns| = <paramref name="distance"/> in all 4·distance ways (Choquette-Choo et al. 2021,
    /// section 4.2); what comes in repeats the border.
    /// </summary>
    /// <returns>The copies, record by record.</returns>
    public static Candidates Shifts(Candidates records, int imageWidth, int distance)
    {
        var width = records.Data.FeatureCount;
        var height = width / imageWidth;
        (int Down, int Right)[] ways =
        [
            .. Enumerable.Range(-distance, (2 * distance) + 1).SelectMany(down => (int[])[Math.Abs(down) - distance, distance - Math.Abs(down)], (down, right) => (down, right))
                .Distinct(),
        ];
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
