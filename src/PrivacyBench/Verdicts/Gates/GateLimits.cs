namespace PrivacyBench.Verdicts.Gates;

/// <summary>What a gate lets pass.</summary>
public sealed record GateLimits
{
    /// <summary>The chance that a run without any change is called worse, above 0 and below 0.5; over all numbers together.</summary>
    public double Level { get; init; } = 0.05;

    /// <summary>By how much an advantage may grow.</summary>
    public double Advantage { get; init; } = 0.05;

    /// <summary>
    /// By how much an advantage without any defense may fall; null where that is no fault. A fall means that the attacks lost power, and
    /// every defense looks better for it.
    /// </summary>
    public double? PowerLoss { get; init; }

    /// <summary>By how much the accuracy may fall.</summary>
    public double Accuracy { get; init; } = 0.02;

    /// <summary>How many times the baseline's bytes are allowed, at least 1.</summary>
    public double BytesRatio { get; init; } = 1.05;

    /// <summary>How many times the baseline's times are allowed, at least 1; only the baseline's own machine is compared.</summary>
    public double SecondsRatio { get; init; } = 2;

    /// <summary>Times below this share of their yardstick are taken for this share: so little is no cost.</summary>
    internal static double LeastTime => 0.1;

    /// <summary>How many times the promised ε is allowed, for the accountant's last digits.</summary>
    internal static double EpsilonRatio => 1.001;
}
