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
            TextCnn text => Sequence(text, rest, values),
            Lstm lstm => Sequence(lstm, rest, values),
            Gru gru => Sequence(gru, rest, values),
            Transformer transformer => Sequence(transformer, rest, values),
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

    private static Tensor Sequence(TextCnn text, Rest rest, Tensor record)
    {
        var sequence = Embedded(text.Vocabulary, text.Embedding, rest, record).t().unsqueeze(0);
        foreach (var next in text.Channels)
        {
            var weight = rest.Take(text.Kernel, sequence.shape[1], next).permute(2, 1, 0);
            sequence = nn.functional.conv1d(sequence, weight, rest.Take(next), stride: 2, padding: text.Kernel / 2).relu();
        }

        return sequence.permute(0, 2, 1).reshape(-1);
    }

    private static Tensor Sequence(Lstm lstm, Rest rest, Tensor record)
    {
        var tokens = Embedded(lstm.Vocabulary, lstm.Embedding, rest, record);
        var (weight, bias) = (rest.Take(lstm.Embedding + lstm.Hidden, 4 * lstm.Hidden), rest.Take(4 * lstm.Hidden));
        var (state, cell, states) = (zeros(lstm.Hidden, float64), zeros(lstm.Hidden, float64), new List<Tensor>());
        for (var t = 0; t < tokens.shape[0]; t++)
        {
            var parts = weight.t().mv(cat([tokens[t], state])).add(bias).chunk(4);
            cell = parts[1].sigmoid().mul(cell).add(parts[0].sigmoid().mul(parts[3].tanh()));
            state = parts[2].sigmoid().mul(cell.tanh());
            states.Add(state);
        }

        return stack(states).mean([0]);
    }

    private static Tensor Sequence(Gru gru, Rest rest, Tensor record)
    {
        var tokens = Embedded(gru.Vocabulary, gru.Embedding, rest, record);
        var (gates, gatesBias) = (rest.Take(gru.Hidden + gru.Embedding, 2 * gru.Hidden), rest.Take(2 * gru.Hidden));
        var (candidate, candidateBias) = (rest.Take(gru.Embedding + gru.Hidden, gru.Hidden), rest.Take(gru.Hidden));
        var (state, states) = (zeros(gru.Hidden, float64), new List<Tensor>());
        for (var t = 0; t < tokens.shape[0]; t++)
        {
            var parts = gates.t().mv(cat([state, tokens[t]])).add(gatesBias).sigmoid().chunk(2);
            var next = candidate.t().mv(cat([tokens[t], parts[0].mul(state)])).add(candidateBias).tanh();
            state = parts[1].mul(state).add(next).sub(parts[1].mul(next));
            states.Add(state);
        }

        return stack(states).mean([0]);
    }

    private static Tensor Sequence(Transformer transformer, Rest rest, Tensor record)
    {
        var width = transformer.Width;
        Tensor Normal(Tensor of) => nn.functional.layer_norm(of, [width], rest.Take(width), rest.Take(width));
        Tensor AtEach(Tensor of, int to) => of.matmul(rest.Take(of.shape[1], to)).add(rest.Take(to));
        var tokens = Embedded(transformer.Vocabulary, width, rest, record);
        var sequence = tokens.add(rest.Take(tokens.shape[0], width));
        for (var block = 0; block < transformer.Blocks; block++)
        {
            var parts = AtEach(Normal(sequence), 3 * width).chunk(3, 1).Select(part => part.view(-1, transformer.Heads, width / transformer.Heads).transpose(0, 1)).ToArray();
            var seen = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
            sequence = sequence.add(AtEach(seen.transpose(0, 1).flatten(1), width));
            sequence = sequence.add(AtEach(nn.functional.gelu(AtEach(Normal(sequence), 2 * width)), width));
        }

        return Normal(sequence).mean([0]);
    }

    private static Tensor Embedded(int vocabulary, int width, Rest rest, Tensor record) =>
        rest.Take(vocabulary, width).index_select(0, record.to(int64)).add(rest.Take(width));

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
