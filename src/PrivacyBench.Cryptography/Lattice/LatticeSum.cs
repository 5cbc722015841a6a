namespace PrivacyBench.Cryptography.Lattice;

/// <summary>A lattice protocol as one of the protocols that sum integer vectors exactly: CKKS, too, is exact once rounded.</summary>
/// <param name="name">One of <see cref="LatticeProtocols.All"/>.</param>
/// <param name="security">Bits of security: 128, 192 or 256.</param>
public sealed class LatticeSum(string name, int security = 128) : IAggregationProtocol
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The parameters for sums modulo 2^m of vectors whose sum does not wrap.</summary>
    /// <param name="clients">Clients, those that drop out included.</param>
    /// <param name="length">Coordinates of a vector.</param>
    /// <param name="modulusBits">m.</param>
    /// <param name="dropouts">How many clients drop out at most.</param>
    /// <exception cref="ArgumentException">The standard's table does not allow it.</exception>
    public LatticePlan Plan(int clients, int length, int modulusBits, int dropouts)
    {
        // What a client may hold for the signed sum to stay below 2^(m−1).
        var largest = ((1L << (modulusBits - 1)) - 1) / clients;
        return LatticePlanner.Plan(LatticeProtocols.All[name].Request(clients, length, -largest, largest, dropouts) with { Security = security });
    }

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        int[] dropped = [.. request.Dropouts.Keys];
        var plan = Plan(request.Inputs.Count, request.Length, request.ModulusBits, dropped.Length);
        var outcome = LatticeAggregation.Run(
            plan, [.. request.Inputs.Select(input => Array.ConvertAll(input, word => FixedPoint.Signed(word, request.ModulusBits)))], dropped);
        var mask = Wire.VectorBytes.Mask(request.ModulusBits);
        return new(
            Array.ConvertAll(outcome.Sums, sum => (ulong)sum & mask),
            [.. Enumerable.Range(0, request.Inputs.Count).Except(dropped)],
            Cost(outcome, request.Inputs.Count),
            [.. outcome.Phases.Select(p => new AggregationPhase(p.Name, p.Seconds, p.Bytes, p.Messages))]);
    }

    private static AggregationCost Cost(LatticeOutcome outcome, int clients)
    {
        var server = outcome.Phases.Where(p => p.Name is "add" or "combine").Sum(p => p.Seconds);
        var fromServer = outcome.Phases.Sum(p => p.Bytes) - outcome.ClientBytes.Sum();
        return new(
            outcome.ClientBytes.Max(), fromServer / clients, fromServer, outcome.Phases.Sum(p => p.Messages),
            (outcome.Phases.Sum(p => p.Seconds) - server) / clients, server);
    }
}
