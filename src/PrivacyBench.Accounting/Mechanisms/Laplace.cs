using PrivacyBench.Accounting.Losses;

namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>Laplace noise, on a sum over everyone (purely 1/b-private) or over a Poisson sample.</summary>
public sealed record Laplace : IMechanism
{
    private const int RenyiCells = 1 << 14;

    private readonly Lazy<IReadOnlyList<LossDistribution>> grids;

    /// <summary>Noise of this scale.</summary>
    /// <param name="scale">b: scale over sensitivity in the 1-norm, from 0.01 to 10,000.</param>
    /// <param name="samplingRate">The chance that a unit takes part in a step, from 1e-8 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public Laplace(double scale, double samplingRate = 1)
    {
        (Scale, SamplingRate) = (Allowed.Within(scale, 0.01, 10_000, "A Laplace scale"), Allowed.SamplingRate(samplingRate));
        grids = new(() => [.. ((IMechanism)this).Losses.Select(pair =>
            LossDistribution.Of(pair, (pair.Most - pair.Least) / RenyiCells, 0))]);
    }

    /// <summary>Scale over sensitivity.</summary>
    public double Scale { get; }

    /// <summary>The chance that a unit takes part in a step.</summary>
    public double SamplingRate { get; }

    IReadOnlyList<LossPair> IMechanism.Losses
    {
        get
        {
            // Noise around 0 against around 1: the loss (|x − 1| − |x|)/b exceeds ε where x is below t = (1 − εb)/2.
            var whole = new LossPair(
                epsilon =>
                {
                    var threshold = (1 - epsilon * Scale) / 2;
                    var far = 0.5 * Math.Exp(-threshold / Scale);
                    var near = 0.5 * Math.Exp((threshold - 1) / Scale);
                    return epsilon >= 1 / Scale ? LossSplit.AllBelow
                        : epsilon < -1 / Scale ? LossSplit.AllAbove
                        : new(1 - far, near, far, 1 - near);
                },
                -1 / Scale,
                1 / Scale,
                (1 / Scale, -1 / Scale));
            var sampled = whole.Sampled(SamplingRate);
            return SamplingRate == 1 ? [whole] : [sampled, sampled.Reversed()];
        }
    }

    /// <summary>The same noise where one unit is replaced by another: the sensitivity doubles.</summary>
    /// <exception cref="NotSupportedException">The noise is on a sample, whose losses under replacement have no closed form here.</exception>
    public Laplace ReplacingOne() => ForGroup(2);

    /// <summary>The same noise where a group of units is added or removed together.</summary>
    /// <param name="size">From 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size lies outside its range, or the noise is too little for so large a group.</exception>
    /// <exception cref="NotSupportedException">The noise is on a sample.</exception>
    public Laplace ForGroup(int size) => SamplingRate == 1
        ? new(Scale / Allowed.Within(size, 1, 100, "A group's size"))
        : throw new NotSupportedException("Laplace noise on a sample is accounted for adding or removing one unit only.");

    /// <summary>The divergence of Mironov 2017, table II; on a sample that of the dominating losses on a fine grid.</summary>
    /// <param name="order">Above 1.</param>
    public double Renyi(double order)
    {
        if (SamplingRate < 1)
        {
            return grids.Value.Max(losses => losses.UpperCumulant(order - 1)) / (order - 1);
        }

        var likely = Math.Log(order / (2 * order - 1)) + (order - 1) / Scale;
        var rare = Math.Log((order - 1) / (2 * order - 1)) - order / Scale;
        return Math.Max(0, (likely + NormalTail.LogOnePlus(Math.Exp(rare - likely))) / (order - 1));
    }

    /// <inheritdoc/>
    public bool Equals(Laplace? other) => other is not null && (Scale, SamplingRate) == (other.Scale, other.SamplingRate);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scale, SamplingRate);
}
