using MathNet.Numerics.Distributions;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Tests.Federation;

/// <summary>
/// A federation trained one client after the other, in plain loops and double precision: an independent account of what stacked
/// training must give. There is no noise, and the gradients of convolutions are the library's.
/// </summary>
internal static class OneByOne
{
    public static float[] Train(TrainingPlan plan, FederationDesign design)
    {
        var mean = design.ClientRecords.Average(of => of.Length);
        plan = plan with { Local = plan.Strategy.Local(plan.Local) };
        var global = plan.Model.Initialise(design.Random.Named("initial model"));
        var state = plan.Strategy.Start(global.Length);
        for (var t = 0; t < plan.Rounds; t++)
        {
            var sum = new double[global.Length];
            foreach (var (k, records) in design.ClientRecords.Index())
            {
                var local = TrainClient(plan, Array.ConvertAll(global, v => (double)v), records, design.Random.Named("round", t).Named("client", k));
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += (local[i] - global[i]) * records.Length / mean;
                }
            }

            (global, state) = plan.Strategy.Step(global, Array.ConvertAll(sum, s => (float)(s / design.ClientRecords.Count)), state);
        }

        return global;
    }

    private static double[] TrainClient(TrainingPlan plan, double[] start, int[] records, RandomStream random)
    {
        double[] model = [.. start];
        var velocity = new double[model.Length];
        for (var epoch = 0; epoch < plan.Local.Epochs; epoch++)
        {
            foreach (var batch in Batches(plan.Local, records, random.Named("epoch", epoch)))
            {
                var gradient = plan.Local.Private is { } steps
                    ? Clipped(plan, model, batch, steps, records.Length)
                    : Mean(plan, model, batch);
                for (var i = 0; i < model.Length; i++)
                {
                    gradient[i] += plan.Local.Proximal * (model[i] - start[i]);
                    velocity[i] = (plan.Local.Momentum * velocity[i]) + gradient[i];
                    model[i] -= plan.Local.LearningRate * velocity[i];
                }
            }
        }

        return model;
    }

    private static IEnumerable<int[]> Batches(LocalTraining local, int[] records, RandomStream random) => local.Private is { } steps
        ? Enumerable.Range(0, steps.PerEpoch).Select(_ => records.Where(_ => random.Uniform() < steps.SamplingRate).ToArray())
        : random.Permutation(records.Length).Select(i => records[i]).Chunk(local.BatchSize ?? records.Length);

    private static double[] Mean(TrainingPlan plan, double[] model, int[] batch)
    {
        var gradient = new double[model.Length];
        foreach (var record in batch)
        {
            Add(gradient, plan, model, record, 1.0 / batch.Length);
        }

        return gradient;
    }

    /// <summary>The sum of the clipped gradients over the expected number of records, without noise.</summary>
    private static double[] Clipped(TrainingPlan plan, double[] model, int[] batch, PrivateSteps steps, int records)
    {
        var sum = new double[model.Length];
        foreach (var record in batch)
        {
            var alone = new double[model.Length];
            Add(alone, plan, model, record, 1);
            var factor = Math.Min(1, steps.ClipNorm / Math.Sqrt(alone.Sum(v => v * v))) / (steps.SamplingRate * records);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += factor * alone[i];
            }
        }

        return sum;
    }

    /// <summary>Adds the gradient of one record's cross-entropy.</summary>
    private static void Add(double[] gradient, TrainingPlan plan, double[] model, int record, double weight)
    {
        if (plan.Model.Architecture is Softmax or Mlp)
        {
            Backpropagate(gradient, plan, model, record, weight);
            return;
        }

        var alone = ConvolutionByLibrary.Gradient(plan.Model, model, plan.Data.Record(record), plan.Data.Labels[record]);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] += weight * alone[i];
        }
    }

    private static void Backpropagate(double[] gradient, TrainingPlan plan, double[] model, int record, double weight)
    {
        var widths = plan.Model.Parameters.Where(p => p.Shape.Length == 2).Select(p => (In: (int)p.Shape[1], Out: (int)p.Shape[0])).ToArray();
        var activation = (plan.Model.Architecture as Mlp)?.Activation ?? Activation.Relu;
        var slopes = new List<double[]>();
        var inputs = new List<double[]> { Array.ConvertAll(plan.Data.Record(record).ToArray(), v => (double)v) };
        var offsets = new List<int>();
        var offset = 0;
        foreach (var (layer, (width, outputs)) in widths.Index())
        {
            offsets.Add(offset);
            var output = new double[outputs];
            for (var o = 0; o < outputs; o++)
            {
                output[o] = model[offset + (width * outputs) + o] + Enumerable.Range(0, width).Sum(i => inputs[^1][i] * model[offset + (o * width) + i]);
            }

            slopes.Add(Array.ConvertAll(output, x => Slope(activation, x)));
            inputs.Add(layer < widths.Length - 1 ? Array.ConvertAll(output, x => Value(activation, x)) : output);
            offset += (width * outputs) + outputs;
        }

        var highest = inputs[^1].Max();
        var total = inputs[^1].Sum(z => Math.Exp(z - highest));
        var delta = inputs[^1].Select((z, c) => weight * ((Math.Exp(z - highest) / total) - (c == plan.Data.Labels[record] ? 1 : 0))).ToArray();
        for (var layer = widths.Length - 1; layer >= 0; layer--)
        {
            var (width, outputs) = widths[layer];
            var back = new double[width];
            for (var i = 0; i < width; i++)
            {
                for (var o = 0; o < outputs; o++)
                {
                    gradient[offsets[layer] + (o * width) + i] += inputs[layer][i] * delta[o];
                    back[i] += layer > 0 ? delta[o] * model[offsets[layer] + (o * width) + i] * slopes[layer - 1][i] : 0;
                }
            }

            for (var o = 0; o < outputs; o++)
            {
                gradient[offsets[layer] + (width * outputs) + o] += delta[o];
            }

            delta = back;
        }
    }

    private static double Value(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(0, x),
        Activation.Tanh => Math.Tanh(x),
        _ => x * Normal.CDF(0, 1, x),
    };

    private static double Slope(Activation activation, double x) => activation switch
    {
        Activation.Relu => x > 0 ? 1 : 0,
        Activation.Tanh => 1 - (Math.Tanh(x) * Math.Tanh(x)),
        _ => Normal.CDF(0, 1, x) + (x * Normal.PDF(0, 1, x)),
    };
}
