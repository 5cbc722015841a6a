using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Independent normal numbers for a stack of models, each model's from its own stream, by the method of Box and Muller.</summary>
internal static class StackedNoise
{
    private static readonly Scalar MinusTwo = (-2).ToScalar();
    private static readonly Scalar Turn = (2 * Math.PI).ToScalar();

    /// <summary>Draws from N(0, 1) [models, count].</summary>
    /// <param name="random">Each model's stream.</param>
    /// <param name="count">Numbers of a model.</param>
    public static Tensor Draw(IReadOnlyList<RandomStream> random, int count)
    {
        using var scope = NewDisposeScope();
        var half = (count + 1) / 2;
        var radius = empty(random.Count, half);
        var angle = empty(random.Count, half);
        for (var m = 0; m < random.Count; m++)
        {
            Fill(random[m], Row(radius, m, half), Row(angle, m, half));
        }

        radius.log_().mul_(MinusTwo).sqrt_();
        angle.mul_(Turn);
        return cat([angle.cos().mul_(radius), angle.sin_().mul_(radius)], 1).narrow(1, 0, count).MoveToOuterDisposeScope();
    }

    /// <summary>Uniform numbers: the first in (0, 1], so that its logarithm is finite, the second in [0, 1].</summary>
    private static void Fill(RandomStream random, Span<float> first, Span<float> second)
    {
        const float Unit = 1f / (1L << 32);
        for (var i = 0; i < first.Length; i++)
        {
            var bits = random.NextUInt64();
            first[i] = ((bits >> 32) + 1) * Unit;
            second[i] = (uint)bits * Unit;
        }
    }

    private static Span<float> Row(Tensor of, int row, int length) => MemoryMarshal.Cast<byte, float>(of.bytes).Slice(row * length, length);
}
