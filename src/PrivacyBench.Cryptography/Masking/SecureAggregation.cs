using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>
/// Secure aggregation with one server (Bonawitz et al. 2017, figure 4) on a k-regular graph of neighbours (Bell et al. 2020): masks of
/// pairs cancel in the sum, and the survivors' shares remove what dropouts leave. The server sees who took part and the sum.
/// </summary>
/// <remarks>For a server that follows the protocol: the clients do not compare what the server told others about who survived.</remarks>
public sealed class SecureAggregation : PartyProtocol
{
    internal static readonly Party Server = Party.Server(0);
    internal static readonly ProtocolStep Advertise = new(0, "advertise keys", OfClients: true);
    internal static readonly ProtocolStep RelayKeys = new(1, "relay keys");
    internal static readonly ProtocolStep Share = new(2, "share keys", OfClients: true);
    internal static readonly ProtocolStep RelayShares = new(3, "relay shares");
    internal static readonly ProtocolStep Masked = new(4, "mask", OfClients: true);
    internal static readonly ProtocolStep NameSurvivors = new(5, "name survivors");
    internal static readonly ProtocolStep Unmask = new(6, "unmask", OfClients: true);
    internal static readonly ProtocolStep RemoveMasks = new(7, "remove masks");
    private readonly int? degree;
    private readonly bool consistentModel;
    private readonly HashSet<int> released = [];

    /// <summary>Secure aggregation; a value sums each round once.</summary>
    /// <param name="degree">Neighbours of each client, made even; null takes 4·⌈log2 C⌉, or all others if they are fewer.</param>
    /// <param name="consistentModel">
    /// Whether each client tells its neighbours the hash of the model that it was sent, beside the shares that it seals for them, and sends
    /// nothing where one was sent another. Public keys come by the server and are not signed: one that replaces them is not caught.
    /// </param>
    public SecureAggregation(int? degree = null, bool consistentModel = false)
    {
        if (degree is { } wished)
            ArgumentOutOfRangeException.ThrowIfLessThan(wished, 2);
        (this.degree, this.consistentModel) = (degree, consistentModel);
    }

    /// <inheritdoc/>
    public override string Name => "secure-aggregation";

    internal override byte Number => 2;

    internal override int Servers => 1;

    /// <inheritdoc/>
    public override int VectorStep => 2;

    internal override IReadOnlyList<int> Parameters => [degree ?? 0, consistentModel ? 1 : 0];

    internal override IReadOnlyList<ProtocolStep> Steps { get; } =
        [Advertise, RelayKeys, Share, RelayShares, Masked, NameSurvivors, Unmask, RemoveMasks];

    internal override void Begin(AggregationRequest request)
    {
        if (request.Inputs.Count < 2)
            throw new ProtocolException(Server, RelayKeys.Name, "one client has nobody to hide among: at least 2 are needed") { Reason = StopReason.TooFewParties };
        if (consistentModel && request.Models is null)
            throw new ArgumentException("Clients that compare their models need the hash of each client's.", nameof(request));
        if (!released.Add(request.Round))
            throw new ProtocolException(Server, Unmask.Name, $"round {request.Round} was run before: a second sum would give away the difference");
    }

    internal override IPartyProgram Program(Party self, RoundPlan plan, ClientInput? input, IKeySource keys)
    {
        int[][] graph = Graph(plan.Clients, degree ?? DefaultDegree(plan.Clients), plan.PublicSeed);
        return input is null
            ? new MaskingServer(plan, graph, ThresholdOf(graph[0]), MaskingClient.SealedBytes + (consistentModel ? SHA256.HashSizeInBytes : 0))
            : new MaskingClient(self.Number, graph[self.Number], ThresholdOf(graph[self.Number]), keys, plan, consistentModel ? input : input with { Model = [] });
    }

    /// <summary>
    /// An upper bound on the probability that a server with some colluding clients opens a vector: that of some other client as many
    /// neighbours as the threshold collude (the tail of a hypergeometric distribution, times the number of other clients).
    /// </summary>
    /// <param name="clients">Clients of the round.</param>
    /// <param name="colluding">How many of them collude.</param>
    public static double OpenedProbability(int clients, int colluding)
    {
        int neighbours = Neighbours(clients, DefaultDegree(clients));
        int threshold = (neighbours / 2) + 1;
        double tail = Enumerable.Range(threshold, Math.Max(0, Math.Min(neighbours, colluding) - threshold + 1)).Sum(drawn => Math.Exp(
            LogChoose(colluding, drawn) + LogChoose(clients - 1 - colluding, neighbours - drawn) - LogChoose(clients - 1, neighbours)));
        return Math.Min(1, (clients - colluding) * tail);
    }

    /// <summary>The same for a round whose clients are drawn at random from those of a federation, colluding ones among them by chance.</summary>
    /// <param name="clients">Clients of the federation.</param>
    /// <param name="colluding">How many of them collude.</param>
    /// <param name="cohort">Clients of the round.</param>
    public static double OpenedProbability(int clients, int colluding, int cohort) => Math.Min(1, Enumerable.Range(0, colluding + 1).Sum(drawn =>
        Math.Exp(LogChoose(colluding, drawn) + LogChoose(clients - colluding, cohort - drawn) - LogChoose(clients, cohort)) is > 0 and var chance
            ? chance * OpenedProbability(cohort, drawn)
            : 0));

    private static double LogChoose(int n, int k) =>
        k < 0 || k > n ? double.NegativeInfinity : Enumerable.Range(1, k).Sum(i => Math.Log(n - k + i) - Math.Log(i));

    private static int DefaultDegree(int clients) => 4 * (int)Math.Ceiling(Math.Log2(clients));

    /// <summary>More than half of the neighbours must stay, so that no two disjoint sets of them answer two requests.</summary>
    internal static int ThresholdOf(int[] neighbours) => (neighbours.Length / 2) + 1;

    /// <summary>How many neighbours each client has: as many as are wished, made even, or all others.</summary>
    private static int Neighbours(int clients, int degree) => degree >= clients - 2 ? clients - 1 : (degree + 1) / 2 * 2;

    /// <summary>The neighbours of each client: the nearest on both sides of a random circle.</summary>
    internal static int[][] Graph(int clients, int degree, byte[] seed)
    {
        int neighbours = Neighbours(clients, degree);
        if (neighbours == clients - 1)
            return [.. Enumerable.Range(0, clients).Select(i => Enumerable.Range(0, clients).Where(j => j != i).ToArray())];
        var keys = new byte[sizeof(ulong) * clients];
        using (var generator = new Prg(seed))
            generator.Fill(keys);
        int[] circle = [.. Enumerable.Range(0, clients).OrderBy(i => BitConverter.ToUInt64(keys, sizeof(ulong) * i))];
        var graph = new int[clients][];
        for (int at = 0; at < clients; at++)
            graph[circle[at]] = [.. Enumerable.Range(1, neighbours / 2).SelectMany(s => new[] { circle[(at + s) % clients], circle[(at - s + clients) % clients] }).Order()];
        return graph;
    }

    /// <summary>The mask that <paramref name="self"/> puts on its vector for a neighbour; the neighbour's own is its opposite.</summary>
    internal static Mask PairMask(AgreementKey key, ReadOnlySpan<byte> peer, int self, int neighbour)
    {
        byte[] agreed = key.Agree(peer);
        return new(AgreementKey.Derive(agreed, "pair mask"u8), Subtract: self > neighbour);
    }
}
