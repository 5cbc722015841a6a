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
    /// <param name="drop">How many clients, the last ones, fall silent.</param>
    /// <param name="dropStep">In which of the clients' steps they do, from 0; null for the one in which they would send their vectors.</param>
    /// <param name="round">The number of the round.</param>
    /// <param name="seed">The seed of the updates.</param>
    /// <param name="workers">How many threads compute.</param>
    /// <param name="reproducibleKeys">Whether keys derive from the seed, and do not come from the system.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more clients drop out than take part.</exception>
    /// <exception cref="Wire.ProtocolException">Too few clients are left.</exception>
    public static AggregationTrial Run(
        IAggregationProtocol protocol, int clients, int parameters, int drop = 0, int? dropStep = null, int round = 0, long seed = 0, int workers = 1,
        bool reproducibleKeys = false)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        ArgumentOutOfRangeException.ThrowIfNegative(drop);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drop, clients);
        var code = new FixedPoint(1, 16, clients);
        float[][] updates = [.. Enumerable.Range(0, clients).Select(i => Uniform(seed, i, parameters))];
        ulong[][] inputs = [.. updates.Select(update => Encoded(code, update))];
        int step = dropStep ?? protocol.VectorStep;
        using ReproducibleKeys? debugging = reproducibleKeys ? new ReproducibleKeys(~seed) : null;
        AggregationOutcome outcome = protocol.Sum(new AggregationRequest
        {
            Inputs = inputs,
            ModulusBits = code.ModulusBits,
            Round = round,
            Keys = (IKeySource?)debugging ?? new SystemKeys(),
            Workers = workers,
            Dropouts = Enumerable.Range(clients - drop, drop).ToDictionary(i => i, _ => step),
        });
        bool correct = outcome.Sum.AsSpan().SequenceEqual(IdealSum.Of(inputs, outcome.Survivors, code.ModulusBits));
        return new AggregationTrial(correct, LargestError(code, outcome, updates), outcome);
    }

    private static double LargestError(FixedPoint code, AggregationOutcome outcome, float[][] updates)
    {
        var exact = new double[outcome.Sum.Length];
        foreach (int client in outcome.Survivors)
            for (int p = 0; p < exact.Length; p++)
                exact[p] += updates[client][p];
        double error = 0;
        for (int p = 0; p < exact.Length; p++)
            error = Math.Max(error, Math.Abs(code.Decode(outcome.Sum[p]) - exact[p]));
        return error;
    }

    private static ulong[] Encoded(FixedPoint code, float[] update)
    {
        var words = new ulong[update.Length];
        code.Encode(update, words);
        return words;
    }

    private static float[] Uniform(long seed, int client, int count)
    {
        using var draws = new ReproducibleKeys((seed << 20) + client);
        var bytes = new byte[sizeof(int) * count];
        draws.Fill(bytes);
        var values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (BitConverter.ToInt32(bytes, sizeof(int) * i) >> 8) * (1f / (1 << 23));
        return values;
    }
}
