namespace PrivacyBench.Cryptography;

/// <summary>One aggregation of random updates, checked against the sum in the clear.</summary>
/// <param name="Correct">Whether every coordinate is exactly the ideal sum.</param>
/// <param name="MaxAbsoluteError">The largest difference from the sum of the unrounded updates of the survivors.</param>
/// <param name="Outcome">The sum, its survivors, and what it cost.</param>
public sealed record AggregationTrial(bool Correct, double MaxAbsoluteError, AggregationOutcome Outcome)
{
    /// <summary>Sums updates drawn uniformly from [−1, 1), with 16 fraction bits.</summary>
    /// <param name="protocol">The protocol that sums.</param>
    /// <param name="clients">How many clients take part, at least 1.</param>
    /// <param name="parameters">How many coordinates an update has.</param>
    /// <param name="drop">How many clients, the last ones, fall silent before they send their vectors.</param>
    /// <param name="round">The number of the round.</param>
    /// <param name="seed">The seed of the updates; keys come from the system.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more clients drop out than take part.</exception>
    /// <exception cref="Wire.ProtocolException">Too few clients are left.</exception>
    public static AggregationTrial Run(IAggregationProtocol protocol, int clients, int parameters, int drop = 0, int round = 0, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(drop);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drop, clients);
        var code = new FixedPoint(1, 16, clients);
        using var draws = new ReproducibleKeys(seed);
        var reals = new double[clients][];
        var inputs = new ulong[clients][];
        for (int i = 0; i < clients; i++)
        {
            float[] update = Uniform(draws, parameters);
            reals[i] = Array.ConvertAll(update, value => (double)value);
            inputs[i] = new ulong[parameters];
            code.Encode(update, inputs[i]);
        }

        // Secure aggregation sends its vectors in step 2, the others in step 0.
        int step = protocol is Masking.SecureAggregation ? 2 : 0;
        AggregationOutcome outcome = protocol.Sum(new AggregationRequest
        {
            Inputs = inputs,
            ModulusBits = code.ModulusBits,
            Round = round,
            Dropouts = Enumerable.Range(clients - drop, drop).ToDictionary(i => i, _ => step),
        });
        double error = 0;
        for (int p = 0; p < parameters; p++)
            error = Math.Max(error, Math.Abs(code.Decode(outcome.Sum[p]) - outcome.Survivors.Sum(i => reals[i][p])));
        bool correct = outcome.Sum.AsSpan().SequenceEqual(IdealSum.Of(inputs, outcome.Survivors, code.ModulusBits));
        return new AggregationTrial(correct, error, outcome);
    }

    private static float[] Uniform(ReproducibleKeys draws, int count)
    {
        var bytes = new byte[4 * count];
        draws.Fill(bytes);
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (BitConverter.ToInt32(bytes, 4 * i) >> 8) * (1f / (1 << 23));
        return values;
    }
}
