using System.Text.Json.Serialization;
using PrivacyBench.Accounting;

namespace PrivacyBench.Measurement;

/// <summary>
/// The δ that a guarantee leaves at many ε and not at one alone (its privacy profile). What attacks can do at most follows from all of them,
/// and is often a small part of what a single (ε, δ) allows.
/// </summary>
/// <remarks>
/// Every pair is a valid guarantee, so the least that any of them allows is a bound: the trade-off curve of Dong, Roth and Su 2022 from
/// above, exact where a pair touches it.
/// </remarks>
public sealed record GuaranteeCurve
{
    private const int Pairs = 64;
    private const int Digits = 6;
    private const int Steps = 2000;

    /// <summary>ε, ascending from 0.</summary>
    [JsonConverter(typeof(NumbersOnOneLine))]
    public required IReadOnlyList<double> Epsilons { get; init; }

    /// <summary>δ at each ε.</summary>
    [JsonConverter(typeof(NumbersOnOneLine))]
    public required IReadOnlyList<double> Deltas { get; init; }

    /// <summary>The curve up to the ε that is promised; null where that is unbounded.</summary>
    /// <param name="delta">An upper bound of δ at an ε.</param>
    /// <param name="promised">The ε that is promised.</param>
    public static GuaranteeCurve? Of(Func<double, double> delta, Epsilon promised)
    {
        ArgumentNullException.ThrowIfNull(delta);
        if (promised.IsUnbounded)
        {
            return null;
        }

        double[] epsilons = [.. Enumerable.Range(0, Pairs).Select(i => Math.Round(promised.Value * i / (Pairs - 1), Digits)).Distinct()];
        return new() { Epsilons = epsilons, Deltas = [.. epsilons.Select(epsilon => Math.Min(1, delta(epsilon)))] };
    }

    /// <summary>The largest area under the ROC curve of any attack, for units as the guarantee has them, rounded up.</summary>
    internal double LargestArea => Enumerable.Range(1, Steps).Average(i => TruePositiveRate((double)i / Steps));

    /// <summary>The largest true-positive rate at a false-positive rate, for units as the guarantee has them.</summary>
    public double TruePositiveRate(double falsePositiveRate) =>
        Epsilons.Zip(Deltas, (epsilon, delta) => AttackBounds.TruePositiveRate(falsePositiveRate, new(epsilon), delta)).Min();
}
