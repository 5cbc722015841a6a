using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation;

/// <summary>How a client trains in a round: minibatch SGD on cross-entropy, from the global model, on its own records.</summary>
public sealed record LocalTraining
{
    /// <summary>Passes over the client's records, at least 0.</summary>
    [Range(0, int.MaxValue)]
    public int Epochs { get; init; } = 1;

    /// <summary>Records of a step, at least 1; the last batch of a pass may be smaller. Null: all of the client's records.</summary>
    [Range(1, int.MaxValue)]
    public int? BatchSize { get; init; } = 10;

    /// <summary>The learning rate, above 0.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public required double LearningRate { get; init; }

    /// <summary>The momentum, from 0 (inclusive) to 1 (exclusive).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <summary>µ of a pull (µ/2)·‖θ − θ_t‖² towards the global model, set by the strategy; 0 for none.</summary>
    internal double Proximal { get; init; }

    /// <summary>
    /// Clipping and noise in every step, set by a defense; null for none. In place of batches of <see cref="BatchSize"/>, records
    /// are then drawn at a rate, in <see cref="PrivateSteps.PerEpoch"/> steps for each of the <see cref="Epochs"/>.
    /// </summary>
    internal PrivateSteps? Private { get; init; }
}
