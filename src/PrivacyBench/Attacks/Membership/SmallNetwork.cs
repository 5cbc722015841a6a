using System.Numerics.Tensors;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// An adversary's own small model: one hidden layer of rectified units, trained by Adam (Kingma and Ba 2015) on minibatches. It keeps the
/// parameters of the pass with the least loss on a fifth of its records, which is held back, so that nobody chooses how long it trains.
/// </summary>
internal sealed class SmallNetwork
{
    private const int Hidden = 16;
    private const int Batch = 16;
    private const int Passes = 40;
    private const int Patience = 5;
    private const float LearningRate = 0.01f;
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;

    private readonly int inputs;
    private readonly int outputs;

    /// <summary>The hidden layer row by row, its biases, the output layer row by row, its biases.</summary>
    private float[] parameters;

    private SmallNetwork(int inputs, int outputs, RandomStream random)
    {
        (this.inputs, this.outputs) = (inputs, outputs);
        parameters = new float[((inputs + 1) * Hidden) + ((Hidden + 1) * outputs)];
        // He et al. 2015 for the hidden layer; the outputs begin at 0.
        random.FillGaussian(parameters.AsSpan(0, inputs * Hidden), Math.Sqrt(2.0 / inputs));
    }

    /// <summary>The loss of a record given the outputs; it writes its derivatives by the outputs.</summary>
    /// <param name="record">The record.</param>
    /// <param name="outputs">What the network says of it.</param>
    /// <param name="derivatives">Receives the derivatives.</param>
    public delegate double Loss(int record, ReadOnlySpan<float> outputs, Span<float> derivatives);

    /// <summary>Trains a network.</summary>
    /// <param name="records">The inputs of each record, equally many, of about unit size; at least two records.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="random">The stream of the initial parameters and of the order of records.</param>
    public static SmallNetwork Fit(float[][] records, int outputs, Loss loss, RandomStream random)
    {
        var network = new SmallNetwork(records[0].Length, outputs, random.Named("initial parameters"));
        var order = random.Named("held back").Permutation(records.Length);
        network.Train(records, order[(records.Length / 5)..], order[..(records.Length / 5)], loss, random.Named("passes"));
        return network;
    }

    /// <summary>What the network says of a record.</summary>
    public float[] Outputs(float[] record)
    {
        var answer = new float[outputs];
        Forward(record, new float[Hidden], answer);
        return answer;
    }

    private Span<float> HiddenRow(Span<float> of, int unit) => of.Slice(unit * inputs, inputs);

    private Span<float> HiddenBiases(Span<float> of) => of.Slice(inputs * Hidden, Hidden);

    private Span<float> OutputRow(Span<float> of, int output) => of.Slice(((inputs + 1) * Hidden) + (output * Hidden), Hidden);

    private Span<float> OutputBiases(Span<float> of) => of[^outputs..];

    private void Forward(float[] record, Span<float> hidden, Span<float> answer)
    {
        for (var h = 0; h < Hidden; h++)
        {
            hidden[h] = Math.Max(0, TensorPrimitives.Dot<float>(HiddenRow(parameters, h), record) + HiddenBiases(parameters)[h]);
        }

        for (var o = 0; o < outputs; o++)
        {
            answer[o] = TensorPrimitives.Dot<float>(OutputRow(parameters, o), hidden) + OutputBiases(parameters)[o];
        }
    }

    private void Train(float[][] records, int[] training, int[] heldBack, Loss loss, RandomStream random)
    {
        var (first, second, gradient) = (new float[parameters.Length], new float[parameters.Length], new float[parameters.Length]);
        var (best, least, waited, step) = (parameters, double.PositiveInfinity, 0, 0);
        for (var pass = 0; pass < Passes && waited < Patience; pass++)
        {
            foreach (var batch in random.Named("pass", pass).Permutation(training.Length).Chunk(Batch))
            {
                Array.Clear(gradient);
                foreach (var i in batch)
                {
                    AddGradient(records[training[i]], training[i], loss, gradient);
                }

                Step(gradient, first, second, batch.Length, ++step);
            }

            var reached = MeanLoss(records, heldBack.Length > 0 ? heldBack : training, loss);
            waited = reached < least ? 0 : waited + 1;
            (best, least) = reached < least ? ([.. parameters], reached) : (best, least);
        }

        parameters = best;
    }

    private void AddGradient(float[] record, int number, Loss loss, float[] gradient)
    {
        Span<float> hidden = stackalloc float[Hidden];
        Span<float> answer = stackalloc float[outputs];
        Span<float> derivatives = stackalloc float[outputs];
        Span<float> back = stackalloc float[Hidden];
        Forward(record, hidden, answer);
        loss(number, answer, derivatives);
        back.Clear();
        for (var o = 0; o < outputs; o++)
        {
            TensorPrimitives.MultiplyAdd(OutputRow(parameters, o), derivatives[o], back, back);
            TensorPrimitives.MultiplyAdd(hidden, derivatives[o], OutputRow(gradient, o), OutputRow(gradient, o));
            OutputBiases(gradient)[o] += derivatives[o];
        }

        for (var h = 0; h < Hidden; h++)
        {
            if (hidden[h] > 0)
            {
                TensorPrimitives.MultiplyAdd<float>(record, back[h], HiddenRow(gradient, h), HiddenRow(gradient, h));
                HiddenBiases(gradient)[h] += back[h];
            }
        }
    }

    private void Step(float[] gradient, float[] first, float[] second, int records, int step)
    {
        var rate = LearningRate * MathF.Sqrt(1 - MathF.Pow(SecondDecay, step)) / (1 - MathF.Pow(FirstDecay, step));
        for (var p = 0; p < parameters.Length; p++)
        {
            var slope = gradient[p] / records;
            first[p] = (FirstDecay * first[p]) + ((1 - FirstDecay) * slope);
            second[p] = (SecondDecay * second[p]) + ((1 - SecondDecay) * slope * slope);
            parameters[p] -= rate * first[p] / (MathF.Sqrt(second[p]) + 1e-8f);
        }
    }

    private double MeanLoss(float[][] records, int[] of, Loss loss)
    {
        Span<float> hidden = stackalloc float[Hidden];
        Span<float> answer = stackalloc float[outputs];
        Span<float> derivatives = stackalloc float[outputs];
        var total = 0.0;
        foreach (var i in of)
        {
            Forward(records[i], hidden, answer);
            total += loss(i, answer, derivatives);
        }

        return total / of.Length;
    }
}
