using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>Records that are sequences of tokens, each a whole number.</summary>
internal static class Tokens
{
    /// <summary>What the records would have to be, or null where they are numbers of tokens.</summary>
    /// <param name="data">The records.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    public static string? WhyUnfit(Dataset data, int vocabulary) =>
        Array.Find(data.Features, v => v < 0 || v >= vocabulary || v != MathF.Floor(v)) is var other and not 0
            ? FormattableString.Invariant($"numbers of tokens, whole and from 0 to below {vocabulary}; {other} was found")
            : null;

    /// <summary>The layers from numbers to vectors: a convolution with a window of one token holds a row of its weight for each token.</summary>
    public static Layer[] Embedded(int length, int vocabulary, int width) =>
        [new OneHot(vocabulary), new Convolution("embedding", new(1, length, vocabulary), width, (1, 1), Stride: 1)];
}
