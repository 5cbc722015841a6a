using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// How much of a client's update a step on the record explains: ‖Δ_t^k‖² − ‖Δ_t^k + η∇ℓ(θ_t; z)‖² = −2η⟨Δ_t^k, ∇ℓ⟩ − η²‖∇ℓ‖²,
/// averaged over the client's rounds (Li, Li, Ribeiro 2022, section 4).
/// </summary>
/// <remarks>
/// η is the step that explains most of the updates of the references' clients by their own records, the least squares
/// −Σ⟨Δ, ∇ℓ⟩/Σ‖∇ℓ‖² over all of these pairs; without references it is 1.
/// </remarks>
public sealed record UpdateDifference : ClientMembershipAttack<ClientUpdates>
{
    internal override bool AsksUpdatesOfReferences => true;

    /// <inheritdoc/>
    protected override double[][] Score(
        ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var (products, squares) = Means(seen, candidates);
        var step = Step(references, candidates);
        return
        [
            .. products.Zip(squares, (product, square) => product.Zip(square, (p, s) =>
                double.IsNaN(p) ? double.NegativeInfinity : -step * ((2 * p) + (step * s))).ToArray()),
        ];
    }

    private static double Step(References<ClientUpdates> references, Candidates candidates)
    {
        var (along, length) = (0.0, 0.0);
        for (var r = 0; r < references.Count; r++)
        {
            var (products, squares) = Means(references.Seen(r), candidates);
            for (var i = 0; i < candidates.Count; i++)
            {
                if (references.Source(r, i) is >= 0 and var holder && !double.IsNaN(products[i][holder]))
                {
                    along -= products[i][holder];
                    length += squares[i][holder];
                }
            }
        }

        // A federation that unlearns its own records leaves no step to look for.
        return length > 0 && along > 0 ? along / length : 1;
    }

    private static (IReadOnlyList<double[]> Products, IReadOnlyList<double[]> Squares) Means(ClientUpdates updates, Candidates candidates)
    {
        var gradients = updates.Gradients(candidates);
        return (gradients.Products.Means, gradients.SquaredNorms.Means);
    }
}
