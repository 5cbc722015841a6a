using System.Net.Sockets;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>
/// A protocol whose parties run in processes of their own and meet over TCP on the loopback interface. Who starts them hands each
/// its input and the public keys of all, and takes their reports; it is no party, and no message passes through it.
/// </summary>
public sealed class PartyProcesses : IAggregationProtocol, IDisposable
{
    private readonly PartyProtocol protocol;
    private readonly PartyHost host;
    private bool left;

    /// <summary>The protocol between processes that stay until this is disposed of.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="host">The processes, where others use them too; null for processes of its own.</param>
    public PartyProcesses(PartyProtocol protocol, PartyHost? host = null)
    {
        (this.protocol, this.host) = (protocol, host ?? new PartyHost());
        this.host.Join();
    }

    /// <inheritdoc/>
    public string Name => protocol.Name;

    /// <inheritdoc/>
    public int VectorStep => protocol.VectorStep;

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(left, this);
        request.Check();
        protocol.Begin(request);
        Party[] parties = [.. protocol.Parties(request.Inputs.Count)];
        return Outcome(request, host.Round(parties, running => Meet(request, running, parties)));
    }

    /// <summary>Leaves the processes, which end if nobody else uses them.</summary>
    public void Dispose()
    {
        if (!left)
            host.Leave();
        left = true;
    }

    /// <summary>Introduces the parties of a round to each other, and collects their reports.</summary>
    private (Party Party, PartyReport Report, ulong[]? Sum)[] Meet(AggregationRequest request, IReadOnlyDictionary<Party, HostedParty> running, Party[] parties)
    {
        var invitation = new PartyInvitation((request.Keys as ReproducibleKeys)?.Seed);
        foreach (Party party in parties)
            Control.Write(running[party].Control, invitation);
        PartyAddress[] addresses = [.. parties.Select(party => new PartyAddress(
            party.Number,
            Frames.Read(running[party].Control) ?? throw new InvalidDataException($"The connection ended before the key of {party} came."),
            running[party].Port))];
        RoundPlan plan = request.Plan();
        foreach (Party party in parties)
        {
            ClientInput? input = request.InputOf(party);
            Control.Write(running[party].Control, new PartySetup(
                protocol.Name, [.. protocol.Parameters], plan.Clients, plan.Length, plan.ModulusBits, plan.Round, plan.PublicSeed, plan.Workers, plan.LeastSurvivors,
                addresses, input?.Model ?? [], request.DropsOutIn(party)));
            if (input is not null)
                Frames.Write(running[party].Control, PartyProcess.VectorOf(input.Vector, plan.ModulusBits));
        }

        return [.. parties.Select(party => Report(running[party].Control, party, plan.ModulusBits))];
    }

    private static (Party Party, PartyReport Report, ulong[]? Sum) Report(NetworkStream control, Party party, int bits)
    {
        PartyReport report = Control.Read<PartyReport>(control, $"the report of {party}");
        ulong[]? sum = report.Survivors is null ? null : VectorBytes.Read(Frames.Read(control), bits);
        return (party, report, sum);
    }

    private AggregationOutcome Outcome(AggregationRequest request, (Party Party, PartyReport Report, ulong[]? Sum)[] reports)
    {
        // One party's failure makes others fail that wait for it: the cause is one that waited for nobody, in the earliest step.
        if (reports.Select(r => r.Report.Failure).OfType<PartyFailure>()
                .MinBy(failure => (failure.Reason == StopReason.Silence, PlaceOf(failure.Step))) is { } cause)
            throw new ProtocolException(new Party(cause.Party), cause.Step, cause.Found) { Reason = cause.Reason };
        var (_, released, sum) = reports.First(r => r.Sum is not null);
        var book = new CostLedger();
        foreach (string phase in protocol.Steps.Select(step => step.Name).Prepend(CostLedger.Connecting))
            foreach ((Party party, PartyReport report, _) in reports)
                foreach (StepReport part in report.Steps.Where(step => step.Name == phase))
                    book.Book(phase, party, part.Seconds, new(part.Bytes, 0, part.Messages, 0));
        PartyCost[] costs = [.. reports.Select(r => new PartyCost(r.Party, r.Report.Steps.Sum(step => step.Seconds), r.Report.Traffic, r.Report.PeakMemoryBytes))];
        return new(sum!, released.Survivors!, RoundCost.Of(request, costs, book.Phases), book.Phases) { Parties = costs };
    }

    private int PlaceOf(string step) => protocol.Steps.First(known => known.Name == step).Number;
}
