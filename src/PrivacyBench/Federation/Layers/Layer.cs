using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// A layer of a stack of models, forward and backward. Layers hand each other tensors [models, batch, values]. A layer with
/// parameters is linear in them, which is what makes the norm of a single record's gradient cheap.
/// </summary>
internal abstract record Layer
{
    /// <summary>The layer's parameters in one model; none unless overridden.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>Whether the layer maps a sum of inputs to the sum of their outputs, but for what it makes of 0.</summary>
    public virtual bool IsAffine => false;

    /// <summary>Whether the norm of a single record's gradient costs little beside the way back.</summary>
    public virtual bool HasCheapNorms => Parameters.Count == 0;

    /// <summary>The output, and what the way back needs to know. A layer without parameters may overwrite its input.</summary>
    /// <param name="input">What comes in [models, batch, values].</param>
    /// <param name="parameters">The layer's parameters, each [models, …].</param>
    /// <param name="training">Each model's stream for what is random in training; null while models are only asked.</param>
    public abstract (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training);

    /// <summary>
    /// The gradient by that in which the layer is linear in its parameters: the output, unless overridden. Everything below asks for it by the name of δ.
    /// </summary>
    /// <param name="delta">The gradient by the output [models, batch, values], which may not be overwritten.</param>
    /// <param name="kept">What the way forward kept.</param>
    /// <param name="parameters">The layer's parameters, each [models, …].</param>
    public virtual Tensor AtParameters(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => delta;

    /// <summary>The gradient by the input from δ, which may not be overwritten.</summary>
    /// <param name="delta">δ [models, batch, values].</param>
    /// <param name="kept">What the way forward kept.</param>
    /// <param name="parameters">The layer's parameters, each [models, …].</param>
    public abstract Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters);

    /// <summary>The gradient of each parameter, summed over the batch.</summary>
    public virtual IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) => [];

    /// <summary>The squared norm of the gradient of each record alone [models, batch].</summary>
    /// <param name="delta">δ.</param>
    /// <param name="kept">What the way forward kept; of one model alone where all had the same input.</param>
    public virtual Tensor SquaredNorms(Tensor delta, Tensor kept)
    {
        var alone = Gradients(Alone(delta), Alone(kept.expand([delta.shape[0], .. kept.shape[1..]]))).Select(g => g.mul(g).flatten(1).sum(1));
        return alone.Aggregate((sum, of) => sum.add_(of, Held.One)).view(delta.shape[0], delta.shape[1]);
    }

    /// <summary>
    /// The inner product of the gradient of each record alone with each of some directions [directions, batch]. The layer is linear in
    /// its parameters, so this is δ times its output with the direction in their place (for a dense layer Σ xᵢ·Dᵢⱼ·δⱼ).
    /// </summary>
    /// <param name="delta">δ of one model [1, batch, values].</param>
    /// <param name="input">What came in [1, batch, values].</param>
    /// <param name="kept">What the way forward kept.</param>
    /// <param name="directions">The directions, parameter by parameter, each [directions, …].</param>
    public virtual Tensor Products(Tensor delta, Tensor input, Tensor kept, IReadOnlyList<Tensor> directions) =>
        Forward(input.expand(directions[0].shape[0], -1, -1), directions, null).Output.mul(delta).sum(2);

    /// <summary>Every record as a batch of its own, as if it had a model of its own: [models · batch, 1, …].</summary>
    private static Tensor Alone(Tensor stack) => stack.flatten(0, 1).unsqueeze(1);
}
