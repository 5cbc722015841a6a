using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Layers;
using static TorchSharp.torch;

namespace PrivacyBench.Tests.Federation;

internal sealed class BackpropagationTests
{
    private const int Models = 3;
    private const int Batch = 4;

    private static readonly Architecture[] Architectures =
        [
            new Softmax(), new Mlp { Hidden = [16] }, new Mlp { Hidden = [12, 8], Activation = Activation.Tanh },
            new Mlp { Hidden = [12, 8], Activation = Activation.Gelu }, new Cnn { Channels = [3, 4, 2] }, new Cnn { Channels = [5], Kernel = 2 },
            new Vgg { Channels = [3, 4], Hidden = 8 }, new ResNet { Channels = [4, 6], Groups = 2 }, new ResNet { Channels = [4], Blocks = 2, Groups = 1 },
            new TextCnn { Vocabulary = 9, Embedding = 3, Channels = [4] }, new Lstm { Vocabulary = 9, Embedding = 3, Hidden = 4 },
            new Gru { Vocabulary = 9, Embedding = 3, Hidden = 4 }, new Transformer { Vocabulary = 9, Width = 6, Heads = 2, Blocks = 2 },
        ];

    [Test]
    public void Gradients_equal_automatic_differentiation([ValueSource(nameof(Architectures))] Architecture architecture)
    {
        using var scope = NewDisposeScope();
        var (model, flat, records, labels, weights) = Stack(architecture);

        var written = Backpropagation.Of(model, model.Split(flat), records, labels, weights, null).Gradients().ToArray();
        var automatic = Automatic(model, flat, records, labels, weights);

        Assert.That(LargestDifference(cat([.. written.Select(g => g.flatten(1))], 1), automatic), Is.LessThan(1e-6));
    }

    [Test]
    public void The_norm_of_a_records_gradient_is_known_without_making_it([ValueSource(nameof(Architectures))] Architecture architecture)
    {
        using var scope = NewDisposeScope();
        var (model, flat, records, labels, weights) = Stack(architecture);

        var squared = Backpropagation.Of(model, model.Split(flat), records, labels, weights, null).SquaredNorms();
        for (var i = 0; i < Batch; i++)
        {
            var alone = Automatic(model, flat, records.narrow(1, i, 1), labels.narrow(1, i, 1), weights.narrow(1, i, 1));
            Assert.That(LargestDifference(squared.select(1, i).div(alone.mul(alone).sum(1)), ones(Models)), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void Dropout_keeps_the_mean_of_a_layer_and_the_way_back_meets_the_same_values()
    {
        using var scope = NewDisposeScope();
        var layer = new Dropout(0.3);
        var (output, kept) = layer.Forward(ones(Models, 1, 20_000), [], [.. Streams()]);
        var left = output.ne(0).to(float32).mean([2]);

        // Five deviations of a binomial share of 20,000.
        Assert.That(LargestDifference(left, full_like(left, 0.7)), Is.LessThan(5 * Math.Sqrt(0.21 / 20_000)));
        Assert.That(output.max().item<float>(), Is.EqualTo((float)(1 / 0.7)));
        Assert.That(LargestDifference(layer.Backward(ones_like(output), kept, []), output), Is.Zero);
        Assert.That(LargestDifference(output[0], output[1]), Is.Positive, "models draw for themselves");
        Assert.That(LargestDifference(layer.Forward(ones(1, 1, 9), [], null).Output, ones(1, 1, 9)), Is.Zero, "nothing while a model is asked");
    }

    [Test]
    public void The_product_of_a_records_gradient_with_a_direction_is_known_without_making_it([ValueSource(nameof(Architectures))] Architecture architecture)
    {
        using var scope = NewDisposeScope();
        var (model, flat, records, labels, weights) = Stack(architecture);
        var (one, asked, of, by) = (flat.narrow(0, 1, 1), records.narrow(0, 1, 1), labels.narrow(0, 1, 1), weights.narrow(0, 1, 1));
        var directions = FlatStack.Of([.. Enumerable.Range(0, 5).Select(d => model.Initialise(new RandomStream(4).Named("direction", d)))]);

        var products = Backpropagation.Of(model, model.Split(one), asked, of, by, null).Products(model.Split(directions));
        for (var i = 0; i < Batch; i++)
        {
            var alone = Automatic(model, one, asked.narrow(1, i, 1), of.narrow(1, i, 1), by.narrow(1, i, 1));
            Assert.That(LargestDifference(products.select(1, i), directions.matmul(alone.flatten())), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void Clipping_and_noise_reject_a_gradient_that_is_not_finite()
    {
        using var scope = NewDisposeScope();
        var (model, flat, records, labels, weights) = Stack(new Softmax());
        using var protection = new ProtectedGradients(new(1, 1, 1), [Batch, Batch, Batch], [.. Streams()]);
        records[1, 2, 0] = float.NaN;

        Assert.That(
            () => protection.Of(Backpropagation.Of(model, model.Split(flat), records, labels, weights, null), weights),
            Throws.ArgumentException.With.Message.Contains("not finite"));
    }

    [Test]
    public void A_gradient_of_length_zero_stays_zero()
    {
        using var scope = NewDisposeScope();
        var (model, _, records, labels, weights) = Stack(new Softmax());
        using var protection = new ProtectedGradients(new(1, 0, 1), [Batch, Batch, Batch], [.. Streams()]);

        // So sure of label 0 that nothing is left to learn.
        var sure = zeros(Models, model.ParameterCount);
        sure.narrow(1, model.ParameterCount - model.Classes, 1).fill_(Held.One).mul_(tensor(1000f));
        var gradients = protection.Of(Backpropagation.Of(model, model.Split(sure), records, labels.mul(0), weights, null), weights);

        Assert.That(gradients.SelectMany(g => g.flatten().data<float>().ToArray()), Is.All.Zero);
    }

    /// <summary>Sequences of seven of nine tokens; three labels.</summary>
    private static PrivacyBench.Data.Dataset Sequences
    {
        get
        {
            var random = new RandomStream(6);
            return new(
                "sequences", [.. Enumerable.Range(0, 7 * Models * Batch).Select(_ => (float)random.Below(9))], 7,
                [.. Enumerable.Range(0, Models * Batch).Select(i => i % 3)], ["a", "b", "c"], null, "");
        }
    }

    private static IEnumerable<RandomStream> Streams() => Enumerable.Range(0, Models).Select(m => new RandomStream(3).Named("model", m));

    private static (Model Model, Tensor Flat, Tensor Records, Tensor Labels, Tensor Weights) Stack(Architecture architecture)
    {
        var data = architecture is TextCnn or Lstm or Gru or Transformer ? Sequences : TinyFederations.Digits;
        var model = new Model(architecture, data.FeatureCount, data.ClassNames.Count);
        var flat = FlatStack.Of([.. Streams().Select(model.Initialise)]);
        var records = tensor(data.Features[..(Models * Batch * data.FeatureCount)], [Models, Batch, data.FeatureCount]);
        var labels = tensor(Array.ConvertAll(data.Labels[..(Models * Batch)], label => (long)label), [Models, Batch]);
        var weights = arange(1, (Models * Batch) + 1, float32).view(Models, Batch).div(10);
        return (model, flat, records, labels, weights);
    }

    /// <summary>The gradients of Σᵢ wᵢ·ℓᵢ of each model [models, parameters] as the library derives them.</summary>
    private static Tensor Automatic(Model model, Tensor flat, Tensor records, Tensor labels, Tensor weights)
    {
        using var grad = enable_grad();
        var leaf = flat.detach().clone().requires_grad_();
        var losses = nn.functional.log_softmax(model.Logits(model.Split(leaf), records), 2).gather(2, labels.unsqueeze(2)).squeeze(2);
        return autograd.grad([-(losses * weights).sum()], [leaf])[0];
    }

    private static float LargestDifference(Tensor one, Tensor other) => one.sub(other).abs().max().item<float>();
}
