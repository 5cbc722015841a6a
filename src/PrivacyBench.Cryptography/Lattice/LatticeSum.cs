namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A lattice protocol as one of the protocols that sum integer vectors exactly: CKKS, too, is exact once rounded. Clients that sum
/// again with the same parameters do so under the keys they have.
/// </summary>
/// <param name="name">One of <see cref="LatticeProtocols.All"/>.</param>
/// <param name="security">Bits of security: 128, 192 or 256.</param>
/// <param name="threshold">How many clients decrypt together under a shared key; 0 for all of them.</param>
/// <param name="floodingBits">λ: noise that hides the noise of a decryption is 2^λ times wider; 0 leaves it out, which is unfit for use.</param>
public sealed class LatticeSum(string name, int security = 128, int threshold = 0, int floodingBits = LatticeSum.UsualFloodingBits)
    : IAggregationProtocol, IDisposable
{
    /// <summary>λ where nothing else is said.</summary>
    public const int UsualFloodingBits = 40;

    private LatticeSession? session;
    private IReadOnlyList<int>? cohort;

    /// <summary>The step in which clients send their encrypted vectors, as messages that were shown name it.</summary>
    public static string VectorStep => LatticeSteps.Vector.Name;

    /// <summary>CKKS: the last sums with their error, before they were rounded; empty for BFV.</summary>
    public IReadOnlyList<double> LastRealSums { get; private set; } = [];

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
        // Keys are those of certain clients: another cohort makes its own.
        bool same = cohort is null || request.Cohort is null ? cohort == request.Cohort : cohort.SequenceEqual(request.Cohort);
        if (!same || session?.Plan.Request != Request(request.Inputs.Count, request.Length, request.ModulusBits))
        {
            session?.Dispose();
            (session, cohort) = (new LatticeSession(Plan(request.Inputs.Count, request.Length, request.ModulusBits)), request.Cohort);
        }
        LatticeOutcome outcome = session!.Sum(request);
        LastRealSums = outcome.RealSums;
        return outcome.Aggregation;
    }

    /// <summary>Forgets all keys.</summary>
    public void Dispose() => session?.Dispose();

    private LatticeRequest Request(int clients, int length, int modulusBits)
    {
        // What a client may hold for the signed sum to stay below 2^(m−1).
        long largest = AggregationRequest.LargestOf(clients, modulusBits);
        return LatticeProtocols.All[name].Request(clients, length, -largest, largest, threshold) with { Security = security, FloodingLambda = floodingBits };
    }
}
