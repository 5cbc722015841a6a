using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Distributions;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// Label skew: each client has its own label distribution, drawn from Dirichlet(α·L·p) with L the number of labels
/// and p their shares in the whole, so that each label has concentration α where labels are balanced (Hsu, Qi, Brown 2019,
/// with the per-label α of Yurochkin et al. 2019). All clients get equally many records. A small α gives clients with few labels.
/// </summary>
/// <remarks>
/// A client draws each record's label from its distribution, restricted to the labels that still have records. Where all
/// records are used up the restriction bites towards the end, so clients take turns and none is left with the rest.
/// </remarks>
public sealed record Dirichlet : Partition
{
    /// <summary>The concentration α, above 0.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public required double Alpha { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Alpha})");

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random)
    {
        var left = Shuffled(records.Labels, random);
        var concentrations = left.Select(of => Alpha * left.Length * of.Count / records.Labels.Count).ToArray();
        var preferences = Enumerable.Range(0, records.Clients).Select(_ => LogDirichlet(concentrations, random)).ToArray();
        var assigned = preferences.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < records.Clients * records.RecordsPerClient; i++)
        {
            var client = i % records.Clients;
            assigned[client].Add(left[DrawLabel(preferences[client], left, random)].Pop());
        }

        return [.. assigned.Select(of => of.Order().ToArray())];
    }

    private static Stack<int>[] Shuffled(IReadOnlyList<int> labels, RandomStream random)
    {
        var left = Enumerable.Range(0, labels.Max() + 1).Select(_ => new Stack<int>()).ToArray();
        foreach (var i in random.Permutation(labels.Count))
        {
            left[labels[i]].Push(i);
        }

        return left;
    }

    /// <summary>A Dirichlet draw up to a factor, in logarithms: at a small α the Gamma draws themselves underflow to 0.</summary>
    private static double[] LogDirichlet(double[] concentrations, RandomStream random) =>
        [.. concentrations.Select(shape => shape == 0 ? double.NegativeInfinity : LogGamma(shape, random))];

    /// <summary>ln of a Gamma(shape) draw, as Gamma(shape + 1)·U^(1/shape) (Marsaglia and Tsang 2000, section 6).</summary>
    private static double LogGamma(double shape, RandomStream random) =>
        Math.Log(Gamma.Sample(random, shape + 1, 1)) + (Math.Log(1 - random.Uniform()) / shape);

    private static int DrawLabel(double[] logPreference, Stack<int>[] left, RandomStream random)
    {
        // The Gumbel maximum draws from the softmax of the logarithms, and no preference is too small to matter.
        var best = -1;
        var highest = double.NegativeInfinity;
        for (var label = 0; label < left.Length; label++)
        {
            var gumbel = -Math.Log(-Math.Log(1 - random.Uniform()));
            if (left[label].Count > 0 && logPreference[label] + gumbel >= highest)
            {
                (best, highest) = (label, logPreference[label] + gumbel);
            }
        }

        return best;
    }
}
