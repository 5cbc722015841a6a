using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation.ServerOptimizers;

/// <summary>
/// Federated learning by distillation: clients train, and share their predictions on public records in place of their parameters; the
/// server learns the next model from the mean of these (Li and Wang 2019, FedMD; the model is learnt by the server, as in Lin et al.
/// 2020, and not by each client for itself).
/// </summary>
/// <remarks>
/// The public records are neither candidates nor known to adversaries as a population of non-members; their labels are not used. Who
/// sees what a client shares can learn a model from it that imitates the client's (Hu et al. 2023), so that every attack on updates
/// runs, on imitations.
/// </remarks>
public sealed record FedMd : ServerOptimizer
{
    /// <summary>How many records are public, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int PublicRecords { get; init; } = 100;

    /// <summary>Passes over the public records in which a model is learnt, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Epochs { get; init; } = 5;

    /// <summary>Public records of a step, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int BatchSize { get; init; } = 10;

    /// <summary>The learning rate of distillation, above 0.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.2;

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({PublicRecords})");

    /// <inheritdoc/>
    internal override PublicPredictions? Predictions =>
        new(PublicRecords, new() { Epochs = Epochs, BatchSize = BatchSize, LearningRate = LearningRate });
}
