using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Gradients that an adversary chose for planted records, in the steps of a stack: they are clipped, weighed and noised like any others.</summary>
internal sealed class PlantedGradients : IDisposable
{
    private readonly IReadOnlyList<Tensor> values;
    private readonly Tensor squaredNorms;
    private readonly Scalar first;
    private readonly Scalar minusFirst;

    /// <param name="model">How a gradient is read, parameter by parameter.</param>
    /// <param name="planted">The gradients.</param>
    public PlantedGradients(Model model, InterferedGradients planted)
    {
        var flat = FlatStack.Of(planted.Values);
        values = [.. model.Split(flat).SelectMany(of => of)];
        squaredNorms = flat.mul(flat).sum(1);
        first = planted.First.ToScalar();
        minusFirst = (-planted.First).ToScalar();
    }

    /// <summary>One step.</summary>
    /// <param name="numbers">The records' positions in the data set [models, batch].</param>
    public Step In(Tensor numbers)
    {
        var isPlanted = numbers.ge(first);
        return new(this, isPlanted.to_type(ScalarType.Float32), numbers.add(minusFirst, Held.One).mul_(isPlanted));
    }

    public void Dispose()
    {
        first.Dispose();
        minusFirst.Dispose();
    }

    /// <summary>The planted records of one step.</summary>
    /// <param name="all">The gradients.</param>
    /// <param name="isPlanted">1 for planted records, else 0 [models, batch].</param>
    /// <param name="which">The number of each planted record among them, and 0 for others [models, batch].</param>
    public sealed class Step(PlantedGradients all, Tensor isPlanted, Tensor which)
    {
        /// <summary>Numbers for each record [models, batch], with 0 for planted ones.</summary>
        public Tensor Others(Tensor of) => of.addcmul(of, isPlanted, Held.MinusOne);

        /// <summary>The squared norms of all gradients, from those that the records' own would have.</summary>
        public Tensor SquaredNorms(Tensor own) => Others(own).addcmul_(all.squaredNorms.take(which), isPlanted, Held.One);

        /// <summary>Sums of gradients, parameter by parameter, with those of planted records.</summary>
        /// <param name="sums">The sums over the other records, each [models, …].</param>
        /// <param name="factors">What each record's part is multiplied by [models, batch].</param>
        public IEnumerable<Tensor> AddTo(IEnumerable<Tensor> sums, Tensor factors)
        {
            var counted = zeros(factors.shape[0], all.squaredNorms.shape[0]).scatter_add_(1, which, factors.mul(isPlanted));
            return sums.Index().Select(of => of.Item.add_(counted.matmul(all.values[of.Index].flatten(1)).view(of.Item.shape), Held.One));
        }
    }
}
