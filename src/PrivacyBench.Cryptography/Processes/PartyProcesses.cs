using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>
/// A protocol whose parties run in processes of their own and meet over TCP on the loopback interface. Who starts them hands each
/// its input and the public keys of all, and takes their reports; it is no party, and no message passes through it.
/// </summary>
/// <param name="protocol">The protocol.</param>
/// <param name="command">What starts a party, or null for the command beside this program.</param>
public sealed class PartyProcesses(PartyProtocol protocol, PartyCommand? command = null) : IAggregationProtocol
{
    private const int StartSeconds = 120;
    private readonly PartyCommand command = command ?? PartyCommand.BesideThis();

    /// <inheritdoc/>
    public string Name => protocol.Name;

    /// <inheritdoc/>
    public int VectorStep => protocol.VectorStep;

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        protocol.Begin(request);
        Party[] parties = [.. protocol.Parties(request.Inputs.Count)];
        byte[] token = RandomNumberGenerator.GetBytes(32);
        using TcpListener listener = PartyProcess.Listen();
        List<Process> processes = [];
        try
        {
            foreach (Party party in parties)
                processes.Add(Start(party, ((IPEndPoint)listener.LocalEndpoint).Port, token));
            return Outcome(Meet(request, listener, parties, token));
        }
        finally
        {
            foreach (Process process in processes)
                End(process);
        }
    }

    private Process Start(Party party, int port, byte[] token)
    {
        var start = new ProcessStartInfo(command.FileName) { RedirectStandardInput = true, UseShellExecute = false };
        string[] own = ["--number", party.Number.ToString(CultureInfo.InvariantCulture), "--port", port.ToString(CultureInfo.InvariantCulture)];
        foreach (string argument in command.Arguments.Concat(own))
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command.FileName} did not start.");
        // Not an argument, which every user of the machine can read.
        process.StandardInput.WriteLine(Convert.ToHexString(token));
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for every party, introduces them to each other, and collects their reports.</summary>
    private (Party Party, PartyReport Report, ulong[]? Sum)[] Meet(AggregationRequest request, TcpListener listener, Party[] parties, byte[] token)
    {
        Dictionary<Party, NetworkStream> controls = [];
        List<PartyAddress> addresses = [];
        while (controls.Count < parties.Length)
        {
            NetworkStream control = Accept(listener, parties.Length - controls.Count);
            PartyHello hello = Control.Read<PartyHello>(control, "a party's greeting");
            if (!CryptographicOperations.FixedTimeEquals(hello.Token, token))
            {
                control.Dispose();
                continue;
            }

            controls.Add(new Party(hello.Number), control);
            addresses.Add(new(hello.Number, hello.PublicKey, hello.Port));
        }

        RoundPlan plan = request.Plan();
        foreach (Party party in parties)
        {
            Control.Write(controls[party], new PartySetup(
                protocol.Name, [.. protocol.Parameters], plan.Clients, plan.Length, plan.ModulusBits, plan.Round, plan.PublicSeed, plan.Workers,
                [.. addresses], request.DropsOutIn(party)));
            if (party.IsClient)
                Frames.Write(controls[party], PartyProcess.VectorOf(request.Inputs[party.Number], plan.ModulusBits));
        }

        var reports = parties.Select(party => Report(controls[party], party, plan.ModulusBits)).ToArray();
        foreach (NetworkStream control in controls.Values)
            control.Dispose();
        return reports;
    }

    private static NetworkStream Accept(TcpListener listener, int missing)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(StartSeconds));
        try
        {
            return TcpTransport.Patient(listener.AcceptSocketAsync(patience.Token).AsTask().GetAwaiter().GetResult());
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{missing} parties did not start within {StartSeconds} seconds.");
        }
    }

    private static (Party Party, PartyReport Report, ulong[]? Sum) Report(NetworkStream control, Party party, int bits)
    {
        PartyReport report = Control.Read<PartyReport>(control, $"the report of {party}");
        ulong[]? sum = report.Survivors is null ? null : VectorBytes.Read(Frames.Read(control), bits);
        return (party, report, sum);
    }

    private AggregationOutcome Outcome((Party Party, PartyReport Report, ulong[]? Sum)[] reports)
    {
        // One party's failure makes others fail that wait for it: the cause is one that waited for nobody, in the earliest step.
        if (reports.Select(r => r.Report.Failure).OfType<PartyFailure>().MinBy(failure => (failure.BySilence, PlaceOf(failure.Step))) is { } cause)
            throw new ProtocolException(new Party(cause.Party), cause.Step, cause.Found);
        var (_, released, sum) = reports.First(r => r.Sum is not null);
        PartyCost[] costs = [.. reports.Select(r => new PartyCost(r.Party, r.Report.Steps.Sum(step => step.Seconds), r.Report.Traffic, r.Report.PeakMemoryBytes))];
        AggregationPhase[] phases = [.. protocol.Steps.Select(step => Phase(step.Name, reports.SelectMany(r => r.Report.Steps).Where(s => s.Name == step.Name)))];
        return new(sum!, released.Survivors!, AggregationCost.Of(costs), phases) { Parties = costs };
    }

    private int PlaceOf(string step) => protocol.Steps.First(known => known.Name == step).Number;

    private static AggregationPhase Phase(string name, IEnumerable<StepReport> parts) =>
        new(name, parts.Sum(part => part.Seconds), parts.Sum(part => part.Bytes), parts.Sum(part => part.Messages));

    private static void End(Process process)
    {
        using (process)
            if (!process.WaitForExit(milliseconds: 2000))
                process.Kill(entireProcessTree: true);
    }
}
