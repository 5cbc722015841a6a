using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// Feature skew by noise: each client's instrument adds Gaussian noise of its own level to what it records, of variance v·k/n at client
/// k = 1, …, n, in units of each feature's own variance (Li et al. 2022, "noise-based feature imbalance").
/// </summary>
/// <remarks>
/// Each record of the data set belongs to one client and is known with that client's noise and no other way: as a member, as a
/// non-member, in the population and in the held-out set. So members and non-members come from one distribution, and an adversary
/// scores a record as its holder would have it. How noisy a record is may give its client away, which the guess from the record
/// itself measures.
/// </remarks>
public sealed record FeatureNoise : Partition
{
    /// <summary>v: the noise's variance at the noisiest client over the feature's own, above 0.</summary>
    [Range(0d, 100d, MinimumIsExclusive = true)]
    public required double Variance { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Variance})");

    /// <inheritdoc/>
    public override bool KeepsOrigins => true;

    /// <inheritdoc/>
    public override Dataset Held(Dataset data, int clients, RandomStream random)
    {
        var deviations = data.Deviations();
        var noise = new float[data.FeatureCount];
        return Origins.Dealt(data, clients, random, (client, record, features) =>
        {
            random.Named("noise", record).FillGaussian(noise, Math.Sqrt(Variance * (client + 1) / clients));
            for (var j = 0; j < features.Length; j++)
            {
                features[j] += (float)(deviations[j] * noise[j]);
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, int recordsPerClient) =>
        Origins.Groups(data, clients, records => Math.Min(recordsPerClient, records / 2));

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random) => Origins.Assign(records, random);
}
