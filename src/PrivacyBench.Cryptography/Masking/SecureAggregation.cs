using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>
/// Secure aggregation with one server (Bonawitz et al. 2017, figure 4) on a k-regular graph of neighbours (Bell et al. 2020): masks of
/// pairs cancel in the sum, and the survivors' shares remove what dropouts leave. The server sees who took part and the sum.
/// </summary>
/// <remarks>For a server that follows the protocol: the clients do not compare what the server told others about who survived.</remarks>
public sealed class SecureAggregation : IAggregationProtocol
{
    private const byte Protocol = 2;
    private static readonly ProtocolStep Advertise = new(0, "advertise keys");
    private static readonly ProtocolStep Share = new(1, "share keys");
    private static readonly ProtocolStep Masked = new(2, "mask");
    private static readonly ProtocolStep Unmasking = new(3, "unmask");
    private readonly int? degree;
    private readonly HashSet<int> released = [];

    /// <summary>Secure aggregation; a value sums each round once.</summary>
    /// <param name="degree">Neighbours of each client, made even; null takes 4·⌈log2 C⌉, or all others if they are fewer.</param>
    public SecureAggregation(int? degree = null)
    {
        if (degree is { } wished)
            ArgumentOutOfRangeException.ThrowIfLessThan(wished, 2);
        this.degree = degree;
    }

    /// <inheritdoc/>
    public string Name => "secure-aggregation";

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Inputs.Count < 2)
            throw new ArgumentException("One client has nobody to hide among: at least 2 are needed.", nameof(request));
        if (!released.Add(request.Round))
            throw new ProtocolException(Party.Server(0), Unmasking.Name, $"round {request.Round} was run before: a second sum would give away the difference");
        using var run = new ProtocolRun(request, Protocol, servers: 1);
        int[][] graph = Graph(request.Inputs.Count, degree ?? 4 * (int)Math.Ceiling(Math.Log2(request.Inputs.Count)), run.Secret());
        return new MaskedRound(run, request, graph).Sum();
    }

    /// <summary>The neighbours of each client: the nearest on both sides of a random circle.</summary>
    internal static int[][] Graph(int clients, int degree, byte[] seed)
    {
        if (degree >= clients - 2)
            return [.. Enumerable.Range(0, clients).Select(i => Enumerable.Range(0, clients).Where(j => j != i).ToArray())];
        var keys = new ulong[clients];
        using (var generator = new Prg(seed))
            generator.AddTo(keys, 64);
        int[] circle = [.. Enumerable.Range(0, clients).OrderBy(i => keys[i])];
        var graph = new int[clients][];
        for (int at = 0; at < clients; at++)
            graph[circle[at]] = [.. Enumerable.Range(1, (degree + 1) / 2).SelectMany(s => new[] { circle[(at + s) % clients], circle[(at - s + clients) % clients] }).Order()];
        return graph;
    }

    /// <summary>Adds the mask that <paramref name="self"/> shares with a neighbour, or removes it.</summary>
    internal static void ApplyMask(ulong[] vector, MaskKey key, ReadOnlySpan<byte> peer, int self, int neighbour, int bits, bool remove)
    {
        using var generator = new Prg(key.Agree(peer, [2]));
        if (self < neighbour != remove)
            generator.AddTo(vector, bits);
        else
            generator.SubtractFrom(vector, bits);
    }

    private sealed class MaskedRound(ProtocolRun run, AggregationRequest request, int[][] graph)
    {
        private static readonly Party Server = Party.Server(0);
        private readonly int threshold = (graph[0].Length / 2) + 1;
        private readonly MaskingClient[] clients = new MaskingClient[graph.Length];
        private readonly ulong[] sum = new ulong[request.Length];

        public AggregationOutcome Sum()
        {
            for (int i = 0; i < clients.Length; i++)
                clients[i] = new MaskingClient(i, graph[i], threshold, request.Keys);
            try
            {
                return Steps();
            }
            finally
            {
                foreach (MaskingClient client in clients)
                    client.Dispose();
            }
        }

        private AggregationOutcome Steps()
        {
            Dictionary<int, byte[]> keys = [], boxes = [], masked = [], shares = [];
            run.Phase(Advertise.Name, () => keys = Collect(Advertise, MaskingClient.KeyBytes, i => clients[i].Advertise()));
            run.Phase(Share.Name, () => boxes = Collect(Share, i => graph[i].Length * MaskingClient.SealedBytes, i =>
                clients[i].DealShares(Download(Share, i, graph[i].SelectMany(j => keys.GetValueOrDefault(j) ?? new byte[MaskingClient.KeyBytes])))));
            int width = request.Length * VectorBytes.Width(request.ModulusBits);
            run.Phase(Masked.Name, () => masked = Collect(Masked, width, i =>
                clients[i].Mask(Download(Masked, i, graph[i].SelectMany(j => BoxFor(boxes, j, i))), request.Inputs[i], request.ModulusBits)));
            if (masked.Count < 2)
                throw new ProtocolException(Server, Masked.Name, $"{masked.Count} masked vectors came, at least 2 are needed");
            run.Phase(Unmasking.Name, () =>
            {
                shares = Collect(Unmasking, i => graph[i].Length * ShamirSecret.ShareBytes, i => clients[i].Unmask(Download(Unmasking, i, [
                    .. graph[i].Select(j => (byte)(masked.ContainsKey(j) ? 1 : 0)),
                    .. graph[i].Select(j => (byte)(boxes.ContainsKey(j) && !masked.ContainsKey(j) ? 1 : 0))])));
                run.As(Server, () => RemoveMasks(keys, boxes, masked, shares));
            });
            return run.Outcome(sum, [.. masked.Keys.Order()]);
        }

        private void RemoveMasks(Dictionary<int, byte[]> keys, Dictionary<int, byte[]> boxes, Dictionary<int, byte[]> masked, Dictionary<int, byte[]> shares)
        {
            foreach (byte[] vector in masked.Values)
                VectorBytes.Add(vector, sum, request.ModulusBits);
            foreach (int alive in masked.Keys)
            {
                using var own = new Prg(Rebuild(alive, shares));
                own.SubtractFrom(sum, request.ModulusBits);
            }

            foreach (int dead in boxes.Keys.Except(masked.Keys).Where(i => graph[i].Any(masked.ContainsKey)))
            {
                using var key = new MaskKey(Rebuild(dead, shares));
                if (!key.Public.AsSpan().SequenceEqual(keys[dead].AsSpan(MaskKey.PublicBytes)))
                    throw new ProtocolException(Server, Unmasking.Name, $"the shares of client {dead} do not give the key it advertised");
                // What the dead would have added cancels what its neighbours did.
                foreach (int neighbour in graph[dead].Where(masked.ContainsKey))
                    ApplyMask(sum, key, keys[neighbour].AsSpan(MaskKey.PublicBytes), dead, neighbour, request.ModulusBits, remove: false);
            }
        }

        private byte[] Rebuild(int owner, Dictionary<int, byte[]> shares)
        {
            (int, byte[])[] held = [.. graph[owner].Where(shares.ContainsKey).Take(threshold).Select(holder =>
                (holder + 1, shares[holder].AsSpan(Array.IndexOf(graph[holder], owner) * ShamirSecret.ShareBytes, ShamirSecret.ShareBytes).ToArray()))];
            return held.Length == threshold
                ? ShamirSecret.Join(held)
                : throw new ProtocolException(Server, Unmasking.Name, $"{held.Length} shares of client {owner} came, {threshold} are needed");
        }

        private ReadOnlySpan<byte> Box(byte[] from, int sender, int receiver) =>
            from.AsSpan(Array.IndexOf(graph[sender], receiver) * MaskingClient.SealedBytes, MaskingClient.SealedBytes);

        private byte[] BoxFor(Dictionary<int, byte[]> boxes, int sender, int receiver) =>
            boxes.TryGetValue(sender, out byte[]? dealt) ? Box(dealt, sender, receiver).ToArray() : new byte[MaskingClient.SealedBytes];

        private byte[] Download(ProtocolStep step, int client, IEnumerable<byte> content)
        {
            byte[] payload = [.. content];
            run.Channel.Send(step, Server, Party.Client(client), payload);
            return run.Channel.Receive(step, Server, Party.Client(client), payload.Length);
        }

        private Dictionary<int, byte[]> Collect(ProtocolStep step, int length, Func<int, byte[]> speak) => Collect(step, _ => length, speak);

        private Dictionary<int, byte[]> Collect(ProtocolStep step, Func<int, int> length, Func<int, byte[]> speak)
        {
            int[] speaking = request.Speaking(step.Number);
            foreach (int i in speaking)
                run.As(Party.Client(i), () => run.Channel.Send(step, Party.Client(i), Server, speak(i)));
            Dictionary<int, byte[]> came = [];
            run.As(Server, () =>
            {
                foreach (int i in speaking)
                    came.Add(i, run.Channel.Receive(step, Party.Client(i), Server, length(i)));
            });
            return came;
        }
    }
}
