using PrivacyBench.Accounting.Losses;

namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>A bit that tells the truth with chance e^ε/(1 + e^ε). Rényi divergence: Mironov 2017, table II.</summary>
public sealed record RandomizedResponse : IMechanism
{
    /// <summary>A response that is purely ε-private.</summary>
    /// <param name="epsilon">From 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ε lies outside its range.</exception>
    public RandomizedResponse(double epsilon) => Epsilon = Allowed.Within(epsilon, 0, 100, "A response's epsilon");

    /// <summary>The pure ε.</summary>
    public double Epsilon { get; }

    IReadOnlyList<LossPair> IMechanism.Losses
    {
        get
        {
            var (truth, lie) = (1 / (1 + Math.Exp(-Epsilon)), 1 / (1 + Math.Exp(Epsilon)));
            var between = new LossSplit(truth, lie, lie, truth);
            return
            [
                new LossPair(
                    epsilon => epsilon >= Epsilon ? LossSplit.AllBelow : epsilon < -Epsilon ? LossSplit.AllAbove : between,
                    -Epsilon,
                    Epsilon,
                    (Epsilon, -Epsilon)),
            ];
        }
    }

    /// <inheritdoc/>
    public double Renyi(double order)
    {
        var logLie = -NormalTail.LogOnePlus(Math.Exp(Epsilon));
        var likely = order * Epsilon + logLie;
        var rare = (1 - order) * Epsilon + logLie;
        return Math.Max(0, (likely + NormalTail.LogOnePlus(Math.Exp(rare - likely))) / (order - 1));
    }
}
