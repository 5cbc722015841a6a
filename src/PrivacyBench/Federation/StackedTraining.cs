using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Local training of many clients at once: all models of the stack take each step together, each on its own records.</summary>
internal sealed class StackedTraining : IDisposable
{
    private readonly Model model;
    private readonly IReadOnlyList<IReadOnlyList<Tensor>> parameters;
    private readonly IReadOnlyList<Tensor> flatParameters;
    private readonly IReadOnlyList<Tensor>? anchors;
    private readonly IReadOnlyList<Tensor>? velocities;
    private readonly IReadOnlyList<RandomStream>? dropout;
    private readonly ProtectedGradients? protection;
    private readonly PlantedGradients? planted;

    // A Scalar made on the way into a call may be collected while the native side still reads it: these live long enough.
    private readonly Scalar rate;
    private readonly Scalar momentum;
    private readonly Scalar proximal;

    private StackedTraining(
        Model model, LocalTraining local, Tensor start, IReadOnlyList<int[]> records, IReadOnlyList<RandomStream>? random, InterferedGradients? planted)
    {
        this.model = model;
        // A copy of each parameter by itself: products and steps are faster on neighbouring models than on slices of flat ones.
        parameters = [.. model.Split(start).Select(layer => layer.Select(p => p.clone()).ToArray())];
        flatParameters = [.. parameters.SelectMany(of => of)];
        anchors = local.Proximal == 0 ? null : [.. model.Split(start).SelectMany(of => of)];
        velocities = local.Momentum == 0 ? null : [.. flatParameters.Select(p => zeros_like(p))];
        dropout = random?.Select(r => r.Named("dropout")).ToArray();
        protection = local.Private is { } steps && random is not null
            ? new(steps, [.. records.Select(own => own.Length)], [.. random.Select(r => r.Named("noise"))])
            : null;
        this.planted = planted is null ? null : new(model, planted);
        rate = (-local.LearningRate).ToScalar();
        momentum = local.Momentum.ToScalar();
        proximal = local.Proximal.ToScalar();
    }

    /// <summary>Trains each model from its start on its records.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="local">Epochs, batch size, learning rate, momentum.</param>
    /// <param name="features">The features of all records of the data set [records, features].</param>
    /// <param name="labels">Their labels [records].</param>
    /// <param name="start">The models to start from [models, parameters]; it is not changed.</param>
    /// <param name="records">Each model's records, as positions in the data set.</param>
    /// <param name="random">Each model's stream.</param>
    /// <param name="planted">Records whose gradients an adversary chose; null for none.</param>
    /// <returns>The trained models [models, parameters].</returns>
    /// <exception cref="ArgumentException">A gradient that is to be clipped is not finite.</exception>
    public static Tensor Train(
        Model model, LocalTraining local, Tensor features, Tensor labels, Tensor start, IReadOnlyList<int[]> records,
        IReadOnlyList<RandomStream> random, InterferedGradients? planted = null)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var training = new StackedTraining(model, local, start, records, random, planted);
        for (var epoch = 0; epoch < local.Epochs; epoch++)
        {
            using var pass = NewDisposeScope();
            RandomStream[] streams = [.. random.Select(r => r.Named("epoch", epoch))];
            training.Pass(local.Private is { } steps
                ? Batches.Poisson(features, labels, model.Classes, records, steps.SamplingRate, steps.PerEpoch, streams)
                : Batches.Shuffled(features, labels, model.Classes, records, local.BatchSize, streams));
        }

        return training.Trained().MoveToOuterDisposeScope();
    }

    /// <summary>Trains each model from its start towards wanted probabilities, with nothing random.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="local">Epochs, learning rate, momentum.</param>
    /// <param name="start">The models to start from [models, parameters]; it is not changed.</param>
    /// <param name="batches">One pass.</param>
    /// <returns>The trained models [models, parameters].</returns>
    public static Tensor Towards(Model model, LocalTraining local, Tensor start, Batches batches)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var training = new StackedTraining(model, local, start, [], random: null, planted: null);
        for (var epoch = 0; epoch < local.Epochs; epoch++)
        {
            training.Pass(batches);
        }

        return training.Trained().MoveToOuterDisposeScope();
    }

    /// <summary>The models as they are now [models, parameters].</summary>
    private Tensor Trained() => cat([.. flatParameters.Select(p => p.flatten(1))], 1);

    public void Dispose()
    {
        protection?.Dispose();
        planted?.Dispose();
        rate.Dispose();
        momentum.Dispose();
        proximal.Dispose();
    }

    private void Pass(Batches batches)
    {
        for (var step = 0; step < batches.Steps; step++)
        {
            using var taken = NewDisposeScope();
            var (records, targets, weights) = batches.Step(step);
            var chosen = planted is not null && batches.NumbersOf(step) is { } numbers ? planted.In(numbers) : null;
            Move(Gradients(records, targets, weights, chosen), weights);
        }
    }

    private IEnumerable<Tensor> Gradients(Tensor records, Tensor targets, Tensor weights, PlantedGradients.Step? chosen)
    {
        Backpropagation Way(Tensor each) => Backpropagation.Towards(model, parameters, records, targets, each, dropout);
        return (protection, chosen) switch
        {
            ({ }, _) => protection.Of(Way(ones_like(weights)), weights, chosen),
            (_, { }) => chosen.AddTo(Way(chosen.Others(weights)).Gradients(), weights),
            _ => Way(weights).Gradients(),
        };
    }

    /// <summary>θ ← θ − η·(g + µ·(θ − θ_t)), with momentum where there is some. A model without records in this step rests.</summary>
    private void Move(IEnumerable<Tensor> gradients, Tensor weights)
    {
        // The gradients are made one at a time, of layers that are already behind: no later one reads what an earlier one moved.
        foreach (var (p, gradient) in gradients.Index())
        {
            var parameter = flatParameters[p];
            if (anchors is not null)
            {
                gradient.add_(parameter.add(anchors[p], Held.MinusOne).mul_(Active(weights, gradient)), alpha: proximal);
            }

            var change = velocities is null ? gradient : Accelerate(velocities[p], gradient, weights);
            parameter.add_(change, alpha: rate);
        }
    }

    /// <summary>Which models take this step, shaped to meet a tensor [models, …]. A protected step is taken without records too.</summary>
    private Tensor Active(Tensor weights, Tensor like)
    {
        var active = protection is null ? weights.sum(1).to_type(ScalarType.Bool) : ones(weights.shape[0], ScalarType.Bool);
        return active.view([like.shape[0], .. Enumerable.Repeat(1L, (int)like.dim() - 1)]);
    }

    /// <summary>v ← m·v + g for the models that take this step; the others rest.</summary>
    private Tensor Accelerate(Tensor velocity, Tensor gradient, Tensor weights)
    {
        var active = Active(weights, velocity);
        velocity.copy_(where(active, velocity.mul(momentum).add_(gradient, Held.One), velocity));
        return velocity * active;
    }
}
