using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation.ServerOptimizers;

/// <summary>Federated averaging with momentum on the server: v ← β·v + Δ, θ ← θ + η·v (Hsu, Qi, Brown 2019, section 4.2).</summary>
public sealed record FedAvgM : ServerOptimizer
{
    /// <summary>β, from 0 (inclusive) to 1 (exclusive).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>η, above 0.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 1;

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Momentum})");

    /// <inheritdoc/>
    public override ServerState Start(int parameters) => new(new float[parameters], []);

    /// <inheritdoc/>
    public override (float[] Global, ServerState State) Step(float[] global, float[] meanUpdate, ServerState state)
    {
        float[] velocity = [.. state.First.Zip(meanUpdate, (v, d) => (float)((Momentum * v) + d))];
        return ([.. global.Zip(velocity, (g, v) => (float)(g + (LearningRate * v)))], state with { First = velocity });
    }
}
