using static TorchSharp.torch;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A model, written for a stack: parameters are tensors [models, …] and records are [models, batch, features], so that many
/// models of one architecture train in one batched matrix product.
/// </summary>
public abstract record Architecture
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => ArchitectureCatalogue.Architectures.NameOf(this);

    /// <summary>The parameters of one model, in the order in which they lie behind one another in memory.</summary>
    /// <param name="features">Values of a record.</param>
    /// <param name="classes">Labels to tell apart.</param>
    public abstract IReadOnlyList<Parameter> Parameters(int features, int classes);

    /// <summary>The logits [models, batch, classes] of records [models, batch, features].</summary>
    /// <param name="parameters">The stack's parameters, each [models, …].</param>
    /// <param name="records">The records, each model its own.</param>
    public abstract Tensor Forward(IReadOnlyList<Tensor> parameters, Tensor records);

    /// <summary>
    /// The gradient of each model's Σᵢ wᵢ·ℓᵢ, with ℓ the cross-entropy: one tensor for each parameter, of its shape.
    /// The general way is by automatic differentiation; an architecture whose own way measures faster overrides it.
    /// </summary>
    /// <param name="parameters">The stack's parameters, each [models, …].</param>
    /// <param name="records">The records [models, batch, features].</param>
    /// <param name="labels">The labels [models, batch] as 64-bit integers.</param>
    /// <param name="weights">The weights [models, batch]; 0 where a model has fewer records than the batch.</param>
    public virtual IReadOnlyList<Tensor> Gradients(IReadOnlyList<Tensor> parameters, Tensor records, Tensor labels, Tensor weights)
    {
        using var grad = enable_grad();
        var leaves = parameters.Select(p => p.detach().requires_grad_()).ToArray();
        var logits = Forward(leaves, records);
        var losses = nn.functional.log_softmax(logits, 2).gather(2, labels.unsqueeze(2)).squeeze(2);
        return [.. autograd.grad([-(losses * weights).sum()], leaves)];
    }
}

/// <summary>One parameter tensor of a model.</summary>
/// <param name="Name">Its name, such as <c>hidden 1 weight</c>.</param>
/// <param name="Shape">Its shape in one model.</param>
/// <param name="Bound">It starts uniform in [−bound, bound]; usually 1/√(fan-in).</param>
public sealed record Parameter(string Name, long[] Shape, double Bound)
{
    /// <summary>The number of values.</summary>
    public int Count => (int)Shape.Aggregate(1L, (product, size) => product * size);
}
