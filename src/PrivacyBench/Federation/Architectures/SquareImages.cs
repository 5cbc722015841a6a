using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// Records that are square images: one of s² values has one channel, one of 3·s² values three, one whole channel after the other.
/// </summary>
internal static class SquareImages
{
    /// <summary>What the records would have to be, or null where they are square images.</summary>
    public static string? WhyUnfit(Dataset data) => Find(data.FeatureCount) is null
        ? $"square images of one channel or three; the records have {data.FeatureCount} values"
        : null;

    /// <summary>The shape of a record.</summary>
    /// <exception cref="ArgumentException">It is no square image.</exception>
    public static ImageShape Of(int features) =>
        Find(features) ?? throw new ArgumentException($"A record of {features} values is no square image of one channel or three.");

    private static ImageShape? Find(int features)
    {
        var channels = features % 3 == 0 && IsSquare(features / 3) ? 3 : 1;
        var side = (int)Math.Round(Math.Sqrt(features / channels));
        return IsSquare(features / channels) ? new(side, side, channels) : null;
    }

    private static bool IsSquare(int number)
    {
        var root = (int)Math.Round(Math.Sqrt(number));
        return root * root == number;
    }
}
