using PrivacyBench.Federation.Layers;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Architectures;

/// <summary>An architecture for records of a certain shape: what it takes to read a flat vector of parameters as a model.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Features">Values of a record.</param>
/// <param name="Classes">Labels to tell apart.</param>
public sealed record Model(Architecture Architecture, int Features, int Classes)
{
    /// <summary>The layers from a record to its logits.</summary>
    internal IReadOnlyList<Layer> Layers { get; } = Architecture.Layers(Features, Classes);

    /// <summary>The parameters of one model, in their order in the flat vector.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = [.. Architecture.Layers(Features, Classes).SelectMany(layer => layer.Parameters)];

    /// <summary>The number of parameters of one model.</summary>
    public int ParameterCount { get; } = Architecture.Layers(Features, Classes).Sum(layer => layer.Parameters.Sum(p => p.Count));

    /// <summary>Whether the norm of a single record's gradient costs little beside the way back.</summary>
    internal bool HasCheapNorms => Layers.All(layer => layer.HasCheapNorms);

    /// <summary>Fresh parameters, drawn uniformly within each parameter's bound.</summary>
    public float[] Initialise(RandomStream random) =>
        [.. Parameters.SelectMany(p => Enumerable.Range(0, p.Count).Select(_ => (float)(p.Center + (((2 * random.Uniform()) - 1) * p.Bound))))];

    /// <summary>Views of a stack of flat models [models, parameters], layer by layer; nothing is copied.</summary>
    internal IReadOnlyList<IReadOnlyList<Tensor>> Split(Tensor flat)
    {
        var offset = 0L;
        Tensor View(Parameter p)
        {
            offset += p.Count;
            return flat.narrow(1, offset - p.Count, p.Count).view([flat.shape[0], .. p.Shape]);
        }

        return [.. Layers.Select(layer => layer.Parameters.Select(View).ToArray())];
    }

    /// <summary>The logits [models, batch, classes] of records [models, batch, features], each model its own.</summary>
    internal Tensor Logits(IReadOnlyList<IReadOnlyList<Tensor>> parameters, Tensor records) =>
        Layers.Index().Aggregate(records, (value, of) => of.Item.Forward(value, parameters[of.Index], null).Output);
}
