namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A lattice protocol as one of the protocols that sum integer vectors exactly: CKKS, too, is exact once rounded. Clients that sum
/// again with the same parameters do so under the keys they have.
/// </summary>
/// <param name="name">One of <see cref="LatticeProtocols.All"/>.</param>
/// <param name="security">Bits of security: 128, 192 or 256.</param>
/// <param name="threshold">How many clients decrypt together under a shared key; 0 for all of them.</param>
public sealed class LatticeSum(string name, int security = 128, int threshold = 0) : IAggregationProtocol, IDisposable
{
    private LatticeSession? session;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>The parameters for sums modulo 2^m of vectors whose sum does not wrap.</summary>
    /// <param name="clients">Clients, those that drop out included.</param>
    /// <param name="length">Coordinates of a vector.</param>
    /// <param name="modulusBits">m.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    /// <exception cref="InvalidOperationException">The standard's table does not allow it.</exception>
    public LatticePlan Plan(int clients, int length, int modulusBits) => LatticePlanner.Plan(Request(clients, length, modulusBits));

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        if (session?.Plan.Request != Request(request.Inputs.Count, request.Length, request.ModulusBits))
        {
            session?.Dispose();
            session = new LatticeSession(Plan(request.Inputs.Count, request.Length, request.ModulusBits));
        }
        return session!.Sum(request).Aggregation;
    }

    /// <summary>Forgets all keys.</summary>
    public void Dispose() => session?.Dispose();

    private LatticeRequest Request(int clients, int length, int modulusBits)
    {
        // What a client may hold for the signed sum to stay below 2^(m−1).
        long largest = ((1L << (modulusBits - 1)) - 1) / clients;
        return LatticeProtocols.All[name].Request(clients, length, -largest, largest, threshold) with { Security = security };
    }
}
