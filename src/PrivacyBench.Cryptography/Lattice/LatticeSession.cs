using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Clients with keys under one plan, and the rounds that they sum with them. Every party keeps its own state and sees the others'
/// messages only. Keys are made in the first round and serve all that follow.
/// </summary>
/// <remarks>
/// Without a threshold one client makes a key and hands it to the others; each decrypts the sum for itself and the server never
/// sees it. With a threshold the clients make a key together and the server combines their decryption shares.
/// </remarks>
public sealed class LatticeSession : IDisposable
{
    private readonly LatticeCodec codec;
    private readonly Party[] all;
    private LatticeClient[] clients = [];

    /// <summary>A session whose keys are still to be made.</summary>
    public LatticeSession(LatticePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (Plan, codec) = (plan, new LatticeCodec(plan));
        all = [.. Enumerable.Range(0, plan.Request.Clients).Select(Party.Client)];
    }

    /// <summary>The parameters.</summary>
    public LatticePlan Plan { get; }

    /// <summary>
    /// Sums one round. Clients that drop out in step 0 send no vector, those in step 1 send one and then give no decryption share.
    /// </summary>
    /// <param name="request">The vectors, as signed numbers modulo 2^m in the range of the plan, and who drops out.</param>
    /// <exception cref="ArgumentException">The vectors are not as many or as long as planned, or out of range.</exception>
    /// <exception cref="ProtocolException">Too few are left to decrypt (the text says who is missing), or a message was not what it must be.</exception>
    public LatticeOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Inputs.Count != all.Length)
            throw new ArgumentException($"The plan is for {all.Length} clients, found {request.Inputs.Count} vectors.", nameof(request));
        using var run = new ProtocolRun(request, ProtocolNumber, servers: 1);
        using var server = new LatticeServer(codec, ChannelOf(run, Party.Server(0)));
        if (clients.Length == 0)
            run.SetUp("make keys", () => MakeKeys(run, server));
        Party[] senders = [.. request.Speaking(0).Select(Party.Client)];
        Party[] decryptors = Decryptors(senders, request.Speaking(1), request.LeastSurvivors);
        foreach (Party sender in senders)
            Upload(run, clients[sender.Number], request);
        run.Phase("add", () => run.As(Party.Server(0), () =>
        {
            foreach (Party sender in senders)
                server.Add(sender);
            server.Publish(decryptors);
        }));
        Decrypted decrypted = Decrypt(run, server, decryptors);
        ulong mask = VectorBytes.Mask(request.ModulusBits);
        return new LatticeOutcome
        {
            Aggregation = run.Outcome(Array.ConvertAll(decrypted.Sums, sum => (ulong)sum & mask), [.. senders.Select(sender => sender.Number)], openedByClients: !Plan.Request.IsThreshold),
            Sums = decrypted.Sums,
            RealSums = decrypted.Real,
            LargestNoise = decrypted.LargestNoise,
        };
    }

    /// <summary>Forgets all keys.</summary>
    public void Dispose()
    {
        foreach (LatticeClient client in clients)
            client.Dispose();
        clients = [];
    }

    // Two plans never share a number on the wire by accident: the numbers of the other protocols are below 16.
    private byte ProtocolNumber => (byte)(16 + (2 * (int)Plan.Request.Scheme) + (Plan.Request.IsThreshold ? 1 : 0));

    private LatticeChannel ChannelOf(ProtocolRun run, Party party) => new(Plan, run.Channel, party);

    private void MakeKeys(ProtocolRun run, LatticeServer server)
    {
        clients = [.. all.Select(party => NewClient(run, party))];
        if (!Plan.Request.IsThreshold)
        {
            Each(run, clients[..1], (client, channel) => client.DealCommonKey(channel));
            Each(run, clients[1..], (client, channel) => client.TakeCommonKey(channel, all[0]));
            return;
        }
        run.As(Party.Server(0), () => server.SendCommonSeed(all, run.Secret()));
        Each(run, clients, (client, channel) => client.SendKeyPart(channel));
        run.As(Party.Server(0), () => server.MakeKey(all));
        Each(run, clients, (client, channel) => client.TakePublicKey(channel));
        if (Plan.Request.Threshold == all.Length)
            return;
        Each(run, clients, (client, channel) => client.DealSecret(channel));
        Each(run, clients, (client, channel) => client.TakeSecretShares(channel));
    }

    private LatticeClient NewClient(ProtocolRun run, Party party)
    {
        byte[] seed = run.Secret();
        var client = new LatticeClient(codec, party, seed);
        CryptographicOperations.ZeroMemory(seed);
        return client;
    }

    private void Upload(ProtocolRun run, LatticeClient client, AggregationRequest request)
    {
        long[] vector = Array.ConvertAll(request.Inputs[client.Self.Number], word => FixedPoint.Signed(word, request.ModulusBits));
        Ring.Polynomial[] plaintexts = [];
        run.Phase("encode", () => run.As(client.Self, () => plaintexts = client.Encode(vector)));
        run.Phase("encrypt", () => run.As(client.Self, () => client.SendVector(ChannelOf(run, client.Self), plaintexts)));
    }

    /// <summary>The clients that take part in the decryption: with one key all that are left, else as many as the threshold.</summary>
    private Party[] Decryptors(Party[] senders, int[] left, int least)
    {
        if (senders.Length < least)
            throw new ProtocolException(
                Party.Server(0), LatticeSteps.Vector.Name,
                $"the vectors of {senders.Length} clients came, at least {least} are needed: nothing is released")
            { Reason = StopReason.TooFewParties };
        int needed = Math.Max(1, Plan.Request.Threshold);
        Party[] ready = [.. senders.Where(sender => left.Contains(sender.Number))];
        if (ready.Length < needed)
            throw new ProtocolException(
                Party.Server(0), LatticeSteps.Sum.Name,
                $"{needed} clients are needed to decrypt and {ready.Length} are left: missing are [{string.Join(", ", all.Except(ready).Select(client => client.Number))}]")
            { Reason = StopReason.TooFewParties };
        return Plan.Request.IsThreshold ? ready[..needed] : ready;
    }

    private Decrypted Decrypt(ProtocolRun run, LatticeServer server, Party[] decryptors)
    {
        LatticeClient[] own = [.. decryptors.Select(party => clients[party.Number])];
        var decrypted = new Decrypted[own.Length];
        if (!Plan.Request.IsThreshold)
            run.Phase("decrypt", () => Each(run, own, (client, channel) => decrypted[Array.IndexOf(own, client)] = client.Decrypt(channel, own.Length)));
        else
        {
            run.Phase("decrypt shares", () => Each(run, own, (client, channel) => client.SendDecryptionShare(channel)));
            run.Phase("combine", () => run.As(Party.Server(0), () => decrypted[0] = server.Combine(decryptors)));
        }
        return decrypted[0];
    }

    private void Each(ProtocolRun run, LatticeClient[] parties, Action<LatticeClient, LatticeChannel> work)
    {
        foreach (LatticeClient client in parties)
            run.As(client.Self, () => work(client, ChannelOf(run, client.Self)));
    }
}
