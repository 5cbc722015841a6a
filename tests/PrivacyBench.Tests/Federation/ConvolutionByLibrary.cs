using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Tests.Federation;

/// <summary>The gradient of one record's loss by the library's own convolutions and automatic differentiation, in double precision.</summary>
internal static class ConvolutionByLibrary
{
    public static double[] Gradient(Model model, double[] parameters, ReadOnlySpan<float> record, int label)
    {
        using var scope = NewDisposeScope();
        var leaf = tensor(parameters).requires_grad_();
        var rest = new Rest(leaf);
        var values = tensor(Array.ConvertAll(record.ToArray(), v => (double)v));
        var last = model.Architecture is Cnn cnn ? Images(cnn, rest, values) : Tokens((TextCnn)model.Architecture, rest, values);
        var weight = rest.Take(model.Classes, last.shape[0]);
        var logits = weight.mv(last).add(rest.Take(model.Classes));
        return [.. autograd.grad([-logits.log_softmax(0)[label]], [leaf])[0].data<double>()];
    }

    private static Tensor Images(Cnn cnn, Rest rest, Tensor record)
    {
        var channels = record.shape[0] % 3 == 0 ? 3 : 1;
        var side = (long)Math.Sqrt(record.shape[0] / channels);
        var image = record.view(1, channels, side, side);
        foreach (var next in cnn.Channels)
        {
            var weight = rest.Take(cnn.Kernel, cnn.Kernel, image.shape[1], next).permute(3, 2, 0, 1);
            image = nn.functional.conv2d(image, weight, rest.Take(next), strides: [2, 2], padding: [cnn.Kernel / 2, cnn.Kernel / 2]).relu();
        }

        return image.permute(0, 2, 3, 1).reshape(-1);
    }

    private static Tensor Tokens(TextCnn text, Rest rest, Tensor record)
    {
        var table = rest.Take(text.Vocabulary, text.Embedding);
        var sequence = table.index_select(0, record.to(int64)).add(rest.Take(text.Embedding)).t().unsqueeze(0);
        foreach (var next in text.Channels)
        {
            var weight = rest.Take(text.Kernel, sequence.shape[1], next).permute(2, 1, 0);
            sequence = nn.functional.conv1d(sequence, weight, rest.Take(next), stride: 2, padding: text.Kernel / 2).relu();
        }

        return sequence.permute(0, 2, 1).reshape(-1);
    }

    /// <summary>Takes one parameter after the other off a flat vector.</summary>
    private sealed class Rest(Tensor flat)
    {
        private long taken;

        public Tensor Take(params long[] shape)
        {
            var count = shape.Aggregate(1L, (product, size) => product * size);
            taken += count;
            return flat.narrow(0, taken - count, count).view(shape);
        }
    }
}
