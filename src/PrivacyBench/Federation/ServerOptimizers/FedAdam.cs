using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation.ServerOptimizers;

/// <summary>
/// Adam on the server (Reddi et al. 2021, algorithm 2): m ← β₁·m + (1 − β₁)·Δ, v ← β₂·v + (1 − β₂)·Δ², θ ← θ + η·m/(√v + τ), from
/// m = 0 and v = τ², without correction of the bias.
/// </summary>
public sealed record FedAdam : ServerOptimizer
{
    /// <summary>η, above 0.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>β₁, from 0 (inclusive) to 1 (exclusive).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, from 0 (inclusive) to 1 (exclusive).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.99;

    /// <summary>τ, above 0: the smaller, the more each parameter moves alike.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double Tau { get; init; } = 1e-3;

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({LearningRate})");

    /// <inheritdoc/>
    public override ServerState Start(int parameters)
    {
        var second = new float[parameters];
        Array.Fill(second, (float)(Tau * Tau));
        return new(new float[parameters], second);
    }

    /// <inheritdoc/>
    public override (float[] Global, ServerState State) Step(float[] global, float[] meanUpdate, ServerState state)
    {
        float[] first = [.. state.First.Zip(meanUpdate, (m, d) => (float)((Beta1 * m) + ((1 - Beta1) * d)))];
        float[] second = [.. state.Second.Zip(meanUpdate, (v, d) => (float)((Beta2 * v) + ((1 - Beta2) * d * d)))];
        var next = new float[global.Length];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = (float)(global[i] + (LearningRate * first[i] / (Math.Sqrt(second[i]) + Tau)));
        }

        return (next, new(first, second));
    }
}
