using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Tests.Federation;

/// <summary>Gradients that an adversary chose for planted records, against steps without them.</summary>
internal sealed class PlantedGradientsTests
{
    private const int Own = 4;

    private static readonly Model Model = new(new Mlp { Hidden = [8] }, TinyFederations.Digits.FeatureCount, TinyFederations.Digits.ClassNames.Count);

    // The second and the fourth record of the client are planted ones, of lengths 3 and 0.2.
    private static readonly InterferedGradients Planted = new(100, [Gradient(1, 5), Gradient(2, 3), Gradient(3, 1), Gradient(4, 0.2)]);
    private static readonly int[] Records = [1, 101, 2, 103];

    private static readonly LocalTraining OneStep = new() { Epochs = 1, BatchSize = null, LearningRate = 0.5 };

    [Test]
    public void A_step_takes_the_mean_of_what_is_planted_and_of_the_records_own()
    {
        var expected = Sum(OneStep, clip: null).Zip(Step(OneStep with { BatchSize = Own }, Records, Planted));
        Assert.That(expected.Max(of => Math.Abs(of.First - of.Second)), Is.LessThan(1e-6));
    }

    [Test]
    public void A_private_step_clips_what_is_planted_as_any_gradient()
    {
        var steps = OneStep with { Private = new(0.5, 0, 1) };
        var expected = Sum(steps, clip: 0.5).Zip(Step(steps, Records, Planted));
        Assert.That(expected.Max(of => Math.Abs(of.First - of.Second)), Is.LessThan(1e-6));
    }

    [Test]
    public void Each_model_of_a_stack_has_the_planted_records_that_it_holds()
    {
        var alone = Step(OneStep, Records, Planted);
        var stacked = Steps(OneStep, [[5, 6], Records, [7, 102, 8]], Planted);
        Assert.That(stacked[1].Zip(alone).Max(of => Math.Abs(of.First - of.Second)), Is.LessThan(1e-6));
        Assert.That(stacked[0].Zip(Step(OneStep, [5, 6], null)).Max(of => Math.Abs(of.First - of.Second)), Is.LessThan(1e-6));
    }

    /// <summary>The step of the two records' own from training without the planted ones, and the planted gradients added by hand.</summary>
    private static float[] Sum(LocalTraining local, double? clip)
    {
        var own = Step(local, [1, 2], null);
        float[][] planted = [Planted.Values[1], Planted.Values[3]];
        return
        [
            .. own.Select((v, i) => (float)((v * 2 / Own) - (OneStep.LearningRate / Own * planted.Sum(g => g[i] * Math.Min(1, (clip ?? 100) / Length(g)))))),
        ];
    }

    private static float[] Step(LocalTraining local, int[] records, InterferedGradients? planted) => Steps(local, [records], planted)[0];

    private static float[][] Steps(LocalTraining local, int[][] records, InterferedGradients? planted)
    {
        using var scope = NewDisposeScope();
        var data = TinyFederations.Digits;
        var start = FlatStack.Of([.. records.Select(_ => Model.Initialise(new RandomStream(4)))]);
        using var trained = StackedTraining.Train(
            Model, local, tensor(data.Features, [data.Count, data.FeatureCount]), tensor(Array.ConvertAll(data.Labels, label => (long)label)), start,
            records, [.. records.Select(_ => new RandomStream(5))], planted);
        return [.. FlatStack.Rows(trained - start)];
    }

    private static float[] Gradient(int seed, double length)
    {
        var gradient = new float[Model.ParameterCount];
        new RandomStream(seed).FillGaussian(gradient, 1);
        var factor = length / Length(gradient);
        return Array.ConvertAll(gradient, v => (float)(v * factor));
    }

    private static double Length(float[] of) => Math.Sqrt(of.Sum(v => (double)v * v));
}
