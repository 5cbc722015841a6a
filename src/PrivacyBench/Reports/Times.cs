using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>Measured times in words: never a difference that the intervals do not show.</summary>
internal static class Times
{
    /// <summary>Whether one is shown to differ from the other.</summary>
    public static bool Differ(Rate one, Rate other) => one.High < other.Low || other.High < one.Low;

    /// <summary>A time with its interval.</summary>
    public static string Interval(Rate seconds) => seconds.Low == seconds.High
        ? Numbers.Seconds(seconds.Value)
        : $"{Numbers.Seconds(seconds.Value)} [{Numbers.Seconds(seconds.Low)}, {Numbers.Seconds(seconds.High)}]";

    /// <summary>A time beside that without the defense: "3.1 ms instead of 2.0 ms", or that no difference is shown.</summary>
    public static string Beside(Rate with, Rate without) => Differ(with, without)
        ? $"{Numbers.Seconds(with.Value)} instead of {Numbers.Seconds(without.Value)}"
        : $"{Numbers.Seconds(with.Value)} (no difference shown)";
}
