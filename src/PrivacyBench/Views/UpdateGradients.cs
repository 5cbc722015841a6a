namespace PrivacyBench.Views;

/// <summary>How the gradient ∇ℓ(θ; z) of each record's loss, at the model θ that a client was sent, lies to the client's update Δ.</summary>
/// <param name="Products">The inner product ⟨∇ℓ(θ; z), Δ⟩: negative where the update lowers the record's loss.</param>
/// <param name="SquaredNorms">‖∇ℓ(θ; z)‖₂².</param>
/// <param name="Cosines">cos(−∇ℓ(θ; z), Δ): how much the update looks like a step on this record; 0 where one of the two is 0.</param>
public sealed record UpdateGradients(UpdateStatistic Products, UpdateStatistic SquaredNorms, UpdateStatistic Cosines);
