using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Row = System.Runtime.Intrinsics.Vector512<float>;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// An adversary's own small model: one hidden layer of rectified units, trained by Adam (Kingma and Ba 2015) on minibatches. It keeps the
/// parameters of the pass with the least loss on a fifth of its records, which is held back, so that nobody chooses how long it trains.
/// </summary>
internal sealed class SmallNetwork
{
    private const int Batch = 16;
    private const int Passes = 40;
    private const int Patience = 5;
    private const float LearningRate = 0.01f;
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;

    // The hidden units are as many as numbers of one vector, so that every row of parameters is one.
    private static readonly int Hidden = Row.Count;

    private readonly int inputs;
    private readonly int outputs;

    /// <summary>The hidden units' weights of each input, their biases, the weights of each output, the biases of the outputs.</summary>
    private Row[] parameters;

    private SmallNetwork(int inputs, int outputs, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputs, Hidden);
        (this.inputs, this.outputs) = (inputs, outputs);
        parameters = new Row[inputs + 1 + outputs + 1];
        // He et al. 2015 for the hidden layer; the outputs begin at 0.
        random.FillGaussian(MemoryMarshal.Cast<Row, float>(parameters.AsSpan(0, inputs)), Math.Sqrt(2.0 / inputs));
    }

    /// <summary>The loss of a record given the outputs; it writes its derivatives by the outputs.</summary>
    /// <param name="record">The record.</param>
    /// <param name="outputs">What the network says of it.</param>
    /// <param name="derivatives">Receives the derivatives.</param>
    public delegate double Loss(int record, ReadOnlySpan<float> outputs, Span<float> derivatives);

    /// <summary>Trains a network.</summary>
    /// <param name="records">The inputs of each record, equally many, of about unit size; at least two records.</param>
    /// <param name="outputs">The number of outputs, at most 16.</param>
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
        Forward(record, answer);
        return answer;
    }

    private Span<Row> OutputRows(Row[] of) => of.AsSpan(inputs + 1, outputs);

    /// <summary>Writes the outputs for a record, and gives the hidden units.</summary>
    private Row Forward(ReadOnlySpan<float> record, Span<float> answer)
    {
        // Two sums side by side: one alone would wait for itself at every step.
        var (even, odd) = (parameters[inputs], Row.Zero);
        var j = 0;
        for (; j + 1 < record.Length; j += 2)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.Create(record[j]), parameters[j], even);
            odd = Vector512.FusedMultiplyAdd(Vector512.Create(record[j + 1]), parameters[j + 1], odd);
        }

        even = j < record.Length ? Vector512.FusedMultiplyAdd(Vector512.Create(record[j]), parameters[j], even) : even;
        var hidden = Vector512.Max(even + odd, Row.Zero);
        for (var o = 0; o < outputs; o++)
        {
            answer[o] = Vector512.Dot(OutputRows(parameters)[o], hidden) + parameters[^1][o];
        }

        return hidden;
    }

    private void Train(float[][] records, int[] training, int[] heldBack, Loss loss, RandomStream random)
    {
        var (first, second, gradient) = (new Row[parameters.Length], new Row[parameters.Length], new Row[parameters.Length]);
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

    private void AddGradient(ReadOnlySpan<float> record, int number, Loss loss, Row[] gradient)
    {
        Span<float> answer = stackalloc float[outputs];
        Span<float> derivatives = stackalloc float[Hidden];
        derivatives.Clear();
        var hidden = Forward(record, answer);
        loss(number, answer, derivatives[..outputs]);
        var back = Row.Zero;
        for (var o = 0; o < outputs; o++)
        {
            back += OutputRows(parameters)[o] * derivatives[o];
            OutputRows(gradient)[o] += hidden * derivatives[o];
        }

        back = Vector512.ConditionalSelect(Vector512.GreaterThan(hidden, Row.Zero), back, Row.Zero);
        for (var j = 0; j < record.Length; j++)
        {
            gradient[j] = Vector512.FusedMultiplyAdd(Vector512.Create(record[j]), back, gradient[j]);
        }

        gradient[inputs] += back;
        gradient[^1] += Vector512.Create<float>(derivatives);
    }

    private void Step(Row[] gradient, Row[] first, Row[] second, int records, int step)
    {
        var rate = LearningRate * MathF.Sqrt(1 - MathF.Pow(SecondDecay, step)) / (1 - MathF.Pow(FirstDecay, step));
        for (var p = 0; p < parameters.Length; p++)
        {
            var slope = gradient[p] / records;
            first[p] = (first[p] * FirstDecay) + (slope * (1 - FirstDecay));
            second[p] = (second[p] * SecondDecay) + (slope * slope * (1 - SecondDecay));
            parameters[p] -= first[p] * rate / (Vector512.Sqrt(second[p]) + Vector512.Create(1e-8f));
        }
    }

    private double MeanLoss(float[][] records, int[] of, Loss loss)
    {
        Span<float> answer = stackalloc float[outputs];
        Span<float> derivatives = stackalloc float[outputs];
        var total = 0.0;
        foreach (var i in of)
        {
            Forward(records[i], answer);
            total += loss(i, answer, derivatives);
        }

        return total / of.Length;
    }
}
