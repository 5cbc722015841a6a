using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A model as a chain of layers, each written for a stack: parameters are tensors [models, …] and records [models, batch, features],
/// so that many models of one architecture train in one batched matrix product.
/// </summary>
public abstract record Architecture
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => ArchitectureCatalogue.Architectures.NameOf(this);

    /// <summary>The data set as the architecture reads it: every feature standardised unless overridden.</summary>
    public virtual Dataset Prepare(Dataset data) => data.Scaled();

    /// <summary>What the records of a data set would have to be for this architecture, or null where they are it.</summary>
    internal virtual string? WhyUnfit(Dataset data) => null;

    /// <summary>The layers from a record to its logits.</summary>
    /// <param name="features">Values of a record.</param>
    /// <param name="classes">Labels to tell apart.</param>
    /// <exception cref="ArgumentException">Records of so many values do not fit.</exception>
    internal abstract IReadOnlyList<Layer> Layers(int features, int classes);
}

/// <summary>One parameter tensor of a model.</summary>
/// <param name="Name">Its name, such as <c>layer 1 weight</c>.</param>
/// <param name="Shape">Its shape in one model.</param>
/// <param name="Bound">It starts uniform in [−bound, bound] around <see cref="Center"/>; usually 1/√(fan-in).</param>
public sealed record Parameter(string Name, long[] Shape, double Bound)
{
    /// <summary>The middle of where it starts; usually 0.</summary>
    public double Center { get; init; }

    /// <summary>The number of values.</summary>
    public int Count => (int)Shape.Aggregate(1L, (product, size) => product * size);
}
