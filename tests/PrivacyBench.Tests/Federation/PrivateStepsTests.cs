using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Tests.Federation;

internal sealed class PrivateStepsTests
{
    private static readonly Architecture[] Architectures = [new Softmax(), new Mlp { Hidden = [16] }, new Mlp { Hidden = [12, 8], Activation = Activation.Gelu },
            new ResNet { Channels = [4], Groups = 2 }];

    [Test]
    public void A_stack_clips_every_records_gradient_as_one_model_after_the_other(
        [ValueSource(nameof(Architectures))] Architecture architecture, [Values(0, 0.5)] double momentum)
    {
        var designs = TinyFederations.Unequal(federations: 2, clients: 4);
        // Some gradients are longer than 2 and some are not; at this rate some steps draw no record.
        var plan = Plan(architecture, new(ClipNorm: 2, NoiseMultiplier: 0, SamplingRate: 0.15), momentum);

        var stacked = TinyFederations.Train(plan, designs);
        foreach (var (design, transcript) in designs.Zip(stacked))
        {
            Assert.That(transcript.GlobalModels[^1], Is.EqualTo(OneByOne.Train(plan, design)).Within(1e-5));
        }
    }

    [Test]
    public void Noise_is_normal_of_the_deviation_asked_for_and_differs_between_models()
    {
        var noise = Noise(new(ClipNorm: 0.5, NoiseMultiplier: 2, SamplingRate: 1), records: 4);

        // One step of rate 1 and 4 records: each value has deviation 2·0.5/4.
        Assert.That(Deviation(noise[0]), Is.EqualTo(0.25).Within(5 * 0.25 / Math.Sqrt(2 * noise[0].Length)));
        Assert.That(noise[0].Average(), Is.Zero.Within(5 * 0.25 / Math.Sqrt(noise[0].Length)));
        Assert.That(noise[0].Average(v => Math.Pow(v / 0.25, 4)), Is.EqualTo(3).Within(5 * Math.Sqrt(96.0 / noise[0].Length)));
        Assert.That(noise[0].Zip(noise[1], (a, b) => a * b).Average(), Is.Zero.Within(5 * 0.0625 / Math.Sqrt(noise[0].Length)));
    }

    [Test]
    public void Steps_that_draw_no_record_add_their_noise_too()
    {
        var steps = new PrivateSteps(ClipNorm: 0.5, NoiseMultiplier: 2, SamplingRate: 0.05);
        var noise = Noise(steps, records: 1);

        // A client of one record draws it in about one of 20 steps, and all 20 add N(0, (2·0.5/0.05)²).
        var expected = Math.Sqrt(20) * 20;
        Assert.That(steps.PerEpoch, Is.EqualTo(20));
        Assert.That(Deviation(noise[0]), Is.EqualTo(expected).Within(5 * expected / Math.Sqrt(2 * noise[0].Length)));
    }

    [Test]
    public void Each_record_joins_a_step_at_the_sampling_rate_and_independently()
    {
        using var scope = NewDisposeScope();
        const int Steps = 4000;
        var features = arange(6, float32).view(6, 1);
        var batches = Batches.Poisson(features, zeros(6, int64), 1, [[1, 2, 3], [5]], 0.3, Steps, [new RandomStream(1), new RandomStream(2)]);

        double Share(int model, params int[] together) => Enumerable.Range(0, Steps).Average(step =>
        {
            var present = batches.Weights[step, model].data<float>().Zip(batches.Records[step, model].data<float>()).Where(of => of.First > 0);
            return together.All(record => present.Any(of => of.Second == record)) ? 1 : 0;
        });

        // Five deviations of a binomial share.
        foreach (var (model, record) in new[] { (0, 1), (0, 2), (0, 3), (1, 5) })
        {
            Assert.That(Share(model, record), Is.EqualTo(0.3).Within(5 * Math.Sqrt(0.3 * 0.7 / Steps)));
        }

        Assert.That(Share(0, 1, 3), Is.EqualTo(0.09).Within(5 * Math.Sqrt(0.09 * 0.91 / Steps)));
        Assert.That(batches.Weights.max().item<float>(), Is.EqualTo((float)(1 / 0.3)), "the one record of a model, over the expected 0.3");
    }

    private static TrainingPlan Plan(Architecture architecture, PrivateSteps steps, double momentum = 0)
    {
        var plan = TinyFederations.Plan(architecture);
        return plan with { Local = plan.Local with { Momentum = momentum, Private = steps } };
    }

    /// <summary>What noise alone did to the update of each of two clients in one epoch.</summary>
    private static float[][] Noise(PrivateSteps steps, int records)
    {
        using var scope = NewDisposeScope();
        var data = TinyFederations.Digits;
        var model = new Model(new Mlp { Hidden = [256] }, data.FeatureCount, data.ClassNames.Count);
        var local = new LocalTraining { Epochs = 1, LearningRate = 1, Private = steps };
        var start = zeros(2, model.ParameterCount);
        Tensor Train(LocalTraining with) => StackedTraining.Train(
            model,
            with,
            tensor(data.Features, [data.Count, data.FeatureCount]),
            tensor(Array.ConvertAll(data.Labels, label => (long)label)),
            start,
            [[.. Enumerable.Range(0, records)], [.. Enumerable.Range(0, records)]],
            [new RandomStream(1).Named("client", 0), new RandomStream(1).Named("client", 1)]);
        return [.. FlatStack.Rows(Train(local) - Train(local with { Private = steps with { NoiseMultiplier = 0 } }))];
    }

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(v => (double)v * v));
}
