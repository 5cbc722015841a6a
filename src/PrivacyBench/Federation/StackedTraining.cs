using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Local training of many clients at once: all models of the stack take each step together, each on its own records.</summary>
internal static class StackedTraining
{
    /// <summary>Trains each model from its start on its records.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="local">Epochs, batch size, learning rate, momentum.</param>
    /// <param name="features">The features of all records of the data set [records, features].</param>
    /// <param name="labels">Their labels [records].</param>
    /// <param name="start">The models to start from [models, parameters]; it is not changed.</param>
    /// <param name="records">Each model's records, as positions in the data set.</param>
    /// <param name="random">Each model's stream.</param>
    /// <returns>The trained models [models, parameters].</returns>
    public static Tensor Train(
        Model model, LocalTraining local, Tensor features, Tensor labels, Tensor start, IReadOnlyList<int[]> records,
        IReadOnlyList<RandomStream> random)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var trained = start.clone();
        var parameters = model.Split(trained);
        // A Scalar made on the way into a call may be collected while the native side still reads it: these live long enough.
        using var rate = (-local.LearningRate).ToScalar();
        using var momentum = local.Momentum.ToScalar();
        using var proximal = local.Proximal.ToScalar();
        var anchors = local.Proximal == 0 ? null : model.Split(start);
        var velocities = local.Momentum == 0 ? null : model.Split(zeros_like(trained));
        for (var epoch = 0; epoch < local.Epochs; epoch++)
        {
            using var pass = NewDisposeScope();
            var batches = Batches.Draw(features, labels, records, local.BatchSize, [.. random.Select(r => r.Named("epoch", epoch))]);
            for (var step = 0; step < batches.Steps; step++)
            {
                using var taken = NewDisposeScope();
                var gradients = Gradients(model, parameters, anchors, proximal, batches, step);
                Step(parameters, gradients, velocities, rate, momentum, batches.Weights[step]);
            }
        }

        return trained.MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of the loss of a step's records, and of the pull towards the anchors where there are any.</summary>
    private static IReadOnlyList<Tensor> Gradients(
        Model model, IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor>? anchors, Scalar proximal, Batches batches, int step)
    {
        var weights = batches.Weights[step];
        var gradients = model.Architecture.Gradients(parameters, batches.Records[step], batches.Labels[step], weights);
        return anchors is null
            ? gradients
            : [.. gradients.Select((gradient, p) =>
                gradient.add(parameters[p].add(anchors[p], Held.MinusOne).mul_(Active(weights, gradient)), alpha: proximal))];
    }

    private static void Step(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor>? velocities, Scalar rate, Scalar momentum, Tensor weights)
    {
        for (var p = 0; p < parameters.Count; p++)
        {
            var change = velocities is null ? gradients[p] : Accelerate(velocities[p], gradients[p], momentum, weights);
            parameters[p].add_(change, alpha: rate);
        }
    }

    /// <summary>Which models have records in a step, shaped to meet a tensor [models, …].</summary>
    private static Tensor Active(Tensor weights, Tensor like) =>
        weights.sum(1).to_type(ScalarType.Bool).view([like.shape[0], .. Enumerable.Repeat(1L, (int)like.dim() - 1)]);

    /// <summary>v ← m·v + g for the models that have records in this step; the others rest.</summary>
    private static Tensor Accelerate(Tensor velocity, Tensor gradient, Scalar momentum, Tensor weights)
    {
        var active = Active(weights, velocity);
        velocity.copy_(where(active, (velocity * momentum).add_(gradient, Held.One), velocity));
        return velocity * active;
    }
}
