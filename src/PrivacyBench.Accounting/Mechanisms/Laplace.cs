namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>Laplace noise; purely 1/b-private. Rényi divergence: Mironov 2017, table II.</summary>
public sealed record Laplace : IMechanism
{
    /// <summary>Noise of this scale.</summary>
    /// <param name="scale">b: scale over sensitivity in the 1-norm, from 0.01 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale lies outside its range.</exception>
    public Laplace(double scale) => Scale = Allowed.Within(scale, 0.01, 10_000, "A Laplace scale");

    /// <summary>Scale over sensitivity.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Renyi(double order)
    {
        var likely = Math.Log(order / (2 * order - 1)) + (order - 1) / Scale;
        var rare = Math.Log((order - 1) / (2 * order - 1)) - order / Scale;
        return Math.Max(0, (likely + NormalTail.LogOnePlus(Math.Exp(rare - likely))) / (order - 1));
    }
}
