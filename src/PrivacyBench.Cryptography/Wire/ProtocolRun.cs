using PrivacyBench.Cryptography.Costs;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>One round that is run from one place, while it runs: its channels, and the time and bytes that each phase and each party took.</summary>
internal sealed class ProtocolRun : IDisposable
{
    private readonly CostLedger setUp = new();
    private readonly CostLedger round = new();
    private readonly Dictionary<Party, Traffic> before = [];
    private readonly Party[] parties;
    private readonly AggregationRequest request;
    private CostLedger book;
    private string phase = "";

    public ProtocolRun(AggregationRequest request, byte protocol, int servers)
    {
        request.Check();
        (this.request, book) = (request, round);
        parties = [.. Enumerable.Range(0, request.Inputs.Count).Select(Party.Client), .. Enumerable.Range(0, servers).Select(Party.Server)];
        Channel = new Channel(parties, protocol, request, round);
    }

    public Channel Channel { get; }

    public byte[] Secret(int bytes = Prg.SeedBytes)
    {
        var secret = new byte[bytes];
        request.Keys.Fill(secret);
        return secret;
    }

    /// <summary>Runs a phase, or a further part of one.</summary>
    public void Phase(string name, Action work)
    {
        phase = name;
        work();
    }

    /// <summary>Runs a phase before the round that makes what later rounds use too; it is booked apart.</summary>
    public void SetUp(string name, Action work)
    {
        book = setUp;
        Phase(name, work);
        book = round;
        foreach (Party party in parties)
            before[party] = request.Transport.TrafficOf(party);
    }

    /// <summary>Books the time and the bytes of the work on a party.</summary>
    public void As(Party party, Action work)
    {
        Traffic sent = request.Transport.TrafficOf(party);
        double seconds = CpuTime.Of(work);
        book.Book(phase, party, seconds, request.Transport.TrafficOf(party).Less(sent));
    }

    /// <summary>The outcome of the round.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="survivors">The clients whose vectors are in it.</param>
    /// <param name="openedByClients">Whether the clients have the sum and the servers have not.</param>
    public AggregationOutcome Outcome(ulong[] sum, IReadOnlyList<int> survivors, bool openedByClients)
    {
        PartyCost[] costs = Costs(round, party => request.Transport.TrafficOf(party).Less(before.GetValueOrDefault(party)));
        AggregationPhase[] making = [.. setUp.Phases.Select(part => part with { IsSetUp = true })];
        return new(
            sum, survivors, RoundCost.Of(request, costs, round.Phases) with { OpenedByClients = openedByClients }, [.. making, .. round.Phases])
        {
            Parties = costs,
            SetUp = making.Length == 0 ? null : RoundCost.Of(request, Costs(setUp, before.GetValueOrDefault), making),
        };
    }

    public void Dispose() => Channel.Dispose();

    private PartyCost[] Costs(CostLedger ledger, Func<Party, Traffic> traffic)
    {
        IReadOnlyDictionary<Party, double> seconds = ledger.Seconds;
        return [.. parties.Select(party => new PartyCost(party, seconds.GetValueOrDefault(party), traffic(party)))];
    }
}
