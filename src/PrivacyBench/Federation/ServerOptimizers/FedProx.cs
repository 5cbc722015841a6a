using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation.ServerOptimizers;

/// <summary>
/// Federated averaging in which each client minimises ℓ(θ) + (µ/2)·‖θ − θ_t‖², so that no local model strays far from the global one
/// (Li et al. 2020, equation 2).
/// </summary>
public sealed record FedProx : ServerOptimizer
{
    /// <summary>µ, at least 0; 0 is federated averaging.</summary>
    [Range(0d, double.MaxValue)]
    public required double Mu { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Mu})");

    /// <inheritdoc/>
    public override LocalTraining Local(LocalTraining local) => local with { Proximal = Mu };
}
