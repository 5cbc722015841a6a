using System.Numerics.Tensors;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>What one update Δ of a model θ does to each record z.</summary>
/// <param name="Losses">ℓ(θ + Δ; z).</param>
/// <param name="LocalNorms">‖∇ℓ(θ + Δ; z)‖₂.</param>
/// <param name="Products">⟨∇ℓ(θ; z), Δ⟩.</param>
/// <param name="SquaredNorms">‖∇ℓ(θ; z)‖₂².</param>
/// <param name="Cosines">cos(−∇ℓ(θ; z), Δ); 0 where one of the two is 0.</param>
internal sealed record RecordsUnderUpdate(float[] Losses, float[] LocalNorms, float[] Products, float[] SquaredNorms, float[] Cosines)
{
    /// <summary>One of several updates of a model.</summary>
    /// <param name="all">What all of them do.</param>
    /// <param name="update">Which one.</param>
    /// <param name="length">‖Δ‖₂.</param>
    public static RecordsUnderUpdate Of(RecordsUnderUpdates all, int update, double length)
    {
        var (squares, cosines) = (new float[all.Norms.Length], new float[all.Norms.Length]);
        TensorPrimitives.Multiply(all.Norms, all.Norms, squares);
        for (var i = 0; i < cosines.Length; i++)
        {
            cosines[i] = all.Norms[i] > 0 && length > 0 ? -all.Products[update][i] / (all.Norms[i] * (float)length) : 0;
        }

        return new(all.Losses[update], all.LocalNorms[update], all.Products[update], squares, cosines);
    }
}
