using static TorchSharp.torch;

namespace PrivacyBench.Federation.Architectures;

/// <summary>An architecture for records of a certain shape: what it takes to read a flat vector of parameters as a model.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Features">Values of a record.</param>
/// <param name="Classes">Labels to tell apart.</param>
public sealed record Model(Architecture Architecture, int Features, int Classes)
{
    private readonly IReadOnlyList<Parameter> parameters = Architecture.Parameters(Features, Classes);

    /// <summary>The number of parameters of one model.</summary>
    public int ParameterCount { get; } = Architecture.Parameters(Features, Classes).Sum(p => p.Count);

    /// <summary>The parameters of one model, in their order in the flat vector.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>Fresh parameters, drawn uniformly within each parameter's bound.</summary>
    public float[] Initialise(RandomStream random) =>
        [.. parameters.SelectMany(p => Enumerable.Range(0, p.Count).Select(_ => (float)(((2 * random.Uniform()) - 1) * p.Bound)))];

    /// <summary>Views of a stack of flat models [models, parameters] as the architecture's tensors; nothing is copied.</summary>
    public IReadOnlyList<Tensor> Split(Tensor flat)
    {
        var offset = 0L;
        var views = new Tensor[parameters.Count];
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = flat.narrow(1, offset, parameters[i].Count).view([flat.shape[0], .. parameters[i].Shape]);
            offset += parameters[i].Count;
        }

        return views;
    }
}
