using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Accounting.Renyi;

/// <summary>An ε by way of Rényi divergences, and the order that gave it.</summary>
/// <param name="Epsilon">The upper bound; infinite when no order bounds it.</param>
/// <param name="Order">The best order.</param>
public readonly record struct RenyiEpsilon(double Epsilon, double Order);

/// <summary>Adds Rényi divergences over steps and converts them: an upper bound that is quick and never far off.</summary>
public static class RenyiAccountant
{
    /// <summary>The orders tried: 1.1 to 10.9 by tenths, 11 to 63, 128, 256, 512 and 1024.</summary>
    internal static readonly IReadOnlyList<double> Orders =
    [
        .. Enumerable.Range(1, 99).Select(tenth => 1 + tenth / 10.0).Select(order => Math.Round(order, 1)),
        .. Enumerable.Range(11, 53).Select(order => (double)order),
        128, 256, 512, 1024,
    ];

    /// <summary>
    /// ε = min over orders of R(α) + ln(1 − 1/α) − ln(δα)/(α − 1) (Canonne, Kamath and Steinke 2020, proposition 12).
    /// </summary>
    /// <param name="steps">Each mechanism and how often it is used.</param>
    /// <param name="delta">From 1e-100 to 0.999.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ or a count lies outside its range.</exception>
    public static RenyiEpsilon Epsilon(IEnumerable<(IMechanism Mechanism, int Count)> steps, double delta)
    {
        Allowed.Delta(delta);
        var counted = steps.Select(step => (step.Mechanism, Count: Allowed.Steps(step.Count))).ToList();
        var best = new RenyiEpsilon(double.PositiveInfinity, double.NaN);
        foreach (var order in Orders)
        {
            var divergence = counted.Sum(step => step.Count * step.Mechanism.Renyi(order));
            var epsilon = Math.Max(0, divergence + Math.Log(1 - 1 / order) - Math.Log(delta * order) / (order - 1));
            best = epsilon < best.Epsilon ? new(epsilon, order) : best;
        }

        return best;
    }

    /// <summary>
    /// δ = min over orders of e^{(α−1)(R(α) − ε)}(1 − 1/α)^α/(α − 1), the same conversion read the other way; and where it is less what the
    /// Kullback-Leibler divergence, which no R(α) is below, leaves of the total variation: √(R/2) (Pinsker) and √(1 − e^−R) (Bretagnolle
    /// and Huber).
    /// </summary>
    /// <param name="steps">Each mechanism and how often it is used.</param>
    /// <param name="epsilon">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative, or a count lies outside its range.</exception>
    public static double Delta(IEnumerable<(IMechanism Mechanism, int Count)> steps, double epsilon)
    {
        Allowed.Within(epsilon, 0, double.MaxValue, "An epsilon");
        var counted = steps.Select(step => (step.Mechanism, Count: Allowed.Steps(step.Count))).ToList();
        var best = 1.0;
        foreach (var order in Orders)
        {
            var divergence = counted.Sum(step => step.Count * step.Mechanism.Renyi(order));
            var log = (order - 1) * (divergence - epsilon) + order * Math.Log(1 - 1 / order) - Math.Log(order - 1);
            best = Math.Min(best, Math.Exp(log));
            best = Math.Min(best, Math.Min(Math.Sqrt(divergence / 2), Math.Sqrt(-NormalTail.ExpMinusOne(-divergence))));
        }

        return best;
    }
}
