using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Distributions;

namespace PrivacyBench.Federation.Partitions;

/// <summary>Quantity skew: client sizes are in proportion to log-normal draws, and every client draws from one distribution (Caldas et al. 2018).</summary>
public sealed record QuantityLogNormal : Partition
{
    /// <summary>The deviation σ of the logarithm of a size, above 0.</summary>
    [Range(0d, 10d, MinimumIsExclusive = true)]
    public required double Sigma { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Sigma})");

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random) => QuantitySkew.Deal(
        records, [.. Enumerable.Range(0, records.Clients).Select(_ => LogNormal.Sample(random, 0, Sigma))], random);
}
