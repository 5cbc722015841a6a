using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Records behind the first layer that has parameters.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">What came in [models, batch, values].</param>
/// <param name="Output">What goes out.</param>
/// <param name="Kept">What its way back needs to know; of one model alone where all had the same input.</param>
internal readonly record struct LayerEntry(int Layer, Tensor Input, Tensor Output, Tensor Kept)
{
    /// <summary>Sends records through a stack's first layers.</summary>
    /// <inheritdoc cref="Backpropagation.Towards"/>
    public static LayerEntry Of(Model model, IReadOnlyList<IReadOnlyList<Tensor>> parameters, Tensor records, IReadOnlyList<RandomStream>? training)
    {
        var layer = model.Layers.Index().First(of => of.Item.Parameters.Count > 0).Index;
        var input = model.Layers.Take(layer).Index().Aggregate(records, (value, of) => of.Item.Forward(value, parameters[of.Index], training).Output);
        var (output, kept) = model.Layers[layer].Forward(input, parameters[layer], training);
        return new(layer, input, output, kept);
    }
}
