using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>One round that is run from one place, while it runs: its channels, and the time and bytes that each phase and each party took.</summary>
internal sealed class ProtocolRun : IDisposable
{
    private readonly List<AggregationPhase> phases = [];
    private readonly Dictionary<Party, double> seconds = [];
    private readonly Party[] parties;
    private readonly AggregationRequest request;

    public ProtocolRun(AggregationRequest request, byte protocol, int servers)
    {
        request.Check();
        this.request = request;
        parties = [.. Enumerable.Range(0, request.Inputs.Count).Select(Party.Client), .. Enumerable.Range(0, servers).Select(Party.Server)];
        Channel = new Channel(parties, protocol, request);
    }

    public Channel Channel { get; }

    public byte[] Secret(int bytes = Prg.SeedBytes)
    {
        var secret = new byte[bytes];
        request.Keys.Fill(secret);
        return secret;
    }

    /// <summary>Runs a phase, or a further part of one, and books what it took.</summary>
    public void Phase(string name, Action work)
    {
        (long bytes, int messages) = Sent(parties);
        var watch = Stopwatch.StartNew();
        work();
        double took = watch.Elapsed.TotalSeconds;
        (long bytesAfter, int messagesAfter) = Sent(parties);
        var part = new AggregationPhase(name, took, bytesAfter - bytes, messagesAfter - messages);
        int at = phases.FindIndex(phase => phase.Name == name);
        if (at < 0)
            phases.Add(part);
        else
            phases[at] = new(name, phases[at].Seconds + took, phases[at].Bytes + part.Bytes, phases[at].Messages + part.Messages);
    }

    /// <summary>Books the time of the work on a party.</summary>
    public void As(Party party, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        CollectionsMarshal.GetValueRefOrAddDefault(seconds, party, out _) += watch.Elapsed.TotalSeconds;
    }

    public AggregationOutcome Outcome(ulong[] sum, IReadOnlyList<int> survivors)
    {
        PartyCost[] costs = [.. parties.Select(party => new PartyCost(party, seconds.GetValueOrDefault(party), request.Transport.TrafficOf(party)))];
        return new AggregationOutcome(sum, survivors, AggregationCost.Of(costs), phases) { Parties = costs };
    }

    public void Dispose() => Channel.Dispose();

    private (long Bytes, int Messages) Sent(Party[] senders) =>
        (senders.Sum(party => request.Transport.TrafficOf(party).BytesOut), senders.Sum(party => request.Transport.TrafficOf(party).MessagesOut));
}
