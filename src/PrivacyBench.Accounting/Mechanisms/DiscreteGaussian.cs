using PrivacyBench.Accounting.Losses;

namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>Discrete Gaussian noise of one party on one whole number, such as a count (Canonne, Kamath and Steinke 2020).</summary>
public sealed record DiscreteGaussian : IMechanism
{
    /// <summary>Noise of this deviation.</summary>
    /// <param name="deviation">σ, from 0.3 to 10,000.</param>
    /// <param name="sensitivity">By how much a unit changes the number, from 1 to 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public DiscreteGaussian(double deviation, int sensitivity = 1)
    {
        Deviation = Allowed.Within(deviation, 0.3, 10_000, "A discrete deviation");
        Sensitivity = (int)Allowed.Within(sensitivity, 1, 1000, "A whole sensitivity");
    }

    /// <summary>σ.</summary>
    public double Deviation { get; }

    /// <summary>By how much a unit changes the number.</summary>
    public int Sensitivity { get; }

    IReadOnlyList<LossPair> IMechanism.Losses
    {
        get
        {
            var reach = (int)(40 * Deviation + 2 * Sensitivity + 2);
            double[] logs = [.. Enumerable.Range(0, reach + 1).Select(k => -k * (double)k / (2 * Deviation * Deviation))];
            return [IntegerLosses.Of(logs, Sensitivity, equallySpaced: true)];
        }
    }

    /// <summary>The same noise where one unit is replaced by another: the sensitivity doubles.</summary>
    public DiscreteGaussian ReplacingOne() => ForGroup(2);

    /// <summary>The same noise where a group of units is added or removed together.</summary>
    /// <param name="size">From 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size, or the sensitivity of so many, lies outside its range.</exception>
    public DiscreteGaussian ForGroup(int size) => new(Deviation, Sensitivity * (int)Allowed.Within(size, 1, 100, "A group's size"));

    /// <inheritdoc/>
    public double Renyi(double order) => order * Sensitivity * Sensitivity / (2 * Deviation * Deviation);
}
