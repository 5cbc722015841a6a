using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Distributions;

namespace PrivacyBench.Federation.Partitions;

/// <summary>Quantity skew: the clients' shares of the records are drawn from Dirichlet(α, …, α), and every client draws from one distribution (Li et al. 2022).</summary>
public sealed record QuantityDirichlet : Partition
{
    /// <summary>The concentration α, at least 0.01.</summary>
    [Range(0.01d, double.MaxValue)]
    public required double Alpha { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Alpha})");

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random)
    {
        var logs = Enumerable.Range(0, records.Clients).Select(_ => LogGamma(random)).ToArray();
        return QuantitySkew.Deal(records, [.. logs.Select(log => Math.Exp(log - logs.Max()))], random);
    }

    /// <summary>ln of a Gamma(α) draw, as Gamma(α + 1)·U^(1/α) (Marsaglia and Tsang 2000, section 6): a small α would underflow.</summary>
    private double LogGamma(RandomStream random) => Math.Log(Gamma.Sample(random, Alpha + 1, 1)) + (Math.Log(1 - random.Uniform()) / Alpha);
}
