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
        var last = model.Architecture switch
        {
            Cnn cnn => Images(cnn, rest, values),
            Vgg vgg => Images(vgg, rest, values),
            ResNet resnet => Images(resnet, rest, values),
            TextCnn text => Tokens(text, rest, values),
            _ => throw new ArgumentException($"{model.Architecture.Label} is not written down with the library's layers."),
        };
        var weight = rest.Take(model.Classes, last.shape[0]);
        var logits = weight.mv(last).add(rest.Take(model.Classes));
        return [.. autograd.grad([-logits.log_softmax(0)[label]], [leaf])[0].data<double>()];
    }

    private static Tensor Images(Cnn cnn, Rest rest, Tensor record) =>
        Flat(cnn.Channels.Aggregate(Image(record), (image, next) => Convolved(image, rest, next, cnn.Kernel, stride: 2).relu()));

    private static Tensor Images(Vgg vgg, Rest rest, Tensor record)
    {
        var image = vgg.Channels.Aggregate(Image(record), (image, next) =>
            nn.functional.max_pool2d(Convolved(Convolved(image, rest, next, 3, 1).relu(), rest, next, 3, 1).relu(), 2));
        var flat = Flat(image);
        return rest.Take(vgg.Hidden, flat.shape[0]).mv(flat).add(rest.Take(vgg.Hidden)).relu();
    }

    private static Tensor Images(ResNet resnet, Rest rest, Tensor record)
    {
        Tensor Normal(Tensor image) => nn.functional.group_norm(image, resnet.Groups, rest.Take(image.shape[1]), rest.Take(image.shape[1])).relu();
        var image = Image(record);
        foreach (var (stage, next) in resnet.Channels.Index())
        {
            image = Convolved(image, rest, next, 3, stage == 0 ? 1 : 2);
            for (var block = 0; block < resnet.Blocks; block++)
            {
                image = image.add(Convolved(Normal(Convolved(Normal(image), rest, next, 3, 1)), rest, next, 3, 1));
            }
        }

        return Normal(image).mean([0, 2, 3]);
    }

    private static Tensor Image(Tensor record)
    {
        var channels = record.shape[0] % 3 == 0 ? 3 : 1;
        var side = (long)Math.Sqrt(record.shape[0] / channels);
        return record.view(1, channels, side, side);
    }

    private static Tensor Convolved(Tensor image, Rest rest, int next, int kernel, int stride)
    {
        var weight = rest.Take(kernel, kernel, image.shape[1], next).permute(3, 2, 0, 1);
        return nn.functional.conv2d(image, weight, rest.Take(next), strides: [stride, stride], padding: [kernel / 2, kernel / 2]);
    }

    private static Tensor Flat(Tensor image) => image.permute(0, 2, 3, 1).reshape(-1);

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
