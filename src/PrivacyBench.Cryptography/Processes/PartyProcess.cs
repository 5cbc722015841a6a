using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>
/// A process of one party, which stays for as many rounds as it is asked into: in each it makes its own keys, and meets the others by the
/// bytes of its connections alone.
/// </summary>
public static class PartyProcess
{
    /// <summary>Runs the party until who started it closes the connection.</summary>
    /// <param name="number">The party's number.</param>
    /// <param name="controlPort">The port of who started it, on this machine.</param>
    /// <param name="token">The secret of the run, 64 hexadecimal digits.</param>
    /// <exception cref="InvalidDataException">The one who started it has gone in the middle of a round.</exception>
    /// <exception cref="SocketException">There is nobody at the port.</exception>
    public static void Run(int number, int controlPort, string token)
    {
        var self = new Party(number);
        byte[] secret = Convert.FromHexString(token);
        using NetworkStream control = TcpTransport.Open(controlPort);
        using TcpListener? listener = self.IsClient ? null : Listen();
        Control.Write(control, new PartyHello(secret, number, listener is null ? 0 : ((IPEndPoint)listener.LocalEndpoint).Port));
        int patience = control.ReadTimeout;
        while (true)
        {
            // Between rounds the clients train, for as long as it takes.
            control.ReadTimeout = Timeout.Infinite;
            if (Control.ReadIfAny<PartyInvitation>(control) is not { } invitation)
                return;
            control.ReadTimeout = patience;
            using ReproducibleKeys? debugging = invitation.Seed is { } seed ? new ReproducibleKeys(seed) : null;
            Take(self, control, listener, secret, debugging?.Of(self) ?? new SystemKeys());
        }
    }

    /// <summary>Takes part in one round and reports on it.</summary>
    private static void Take(Party self, NetworkStream control, TcpListener? listener, byte[] secret, IKeySource keys)
    {
        TimeSpan idle = Environment.CpuUsage.TotalTime;
        AgreementKey key = AgreementKey.Create(keys);
        var connected = new StepReport(CostLedger.Connecting, (Environment.CpuUsage.TotalTime - idle).TotalSeconds, 0, 0);
        Frames.Write(control, key.Public);
        PartySetup setup = Control.Read<PartySetup>(control, "the setup");
        ClientInput? input = self.IsClient
            ? new(VectorBytes.Read(Frames.Read(control) ?? throw new InvalidDataException("The connection ended before the input came."), setup.ModulusBits), setup.Model)
            : null;
        PartyProtocol protocol = AggregationProtocols.Make(setup.Protocol, setup.Parameters);
        Dictionary<Party, int> ports = setup.Parties.Where(party => party.Number < 0).ToDictionary(party => new Party(party.Number), party => party.Port);
        byte[] pass = SHA256.HashData([.. secret, .. setup.PublicSeed]);
        using TcpTransport transport = TcpTransport.Connect(self, ports, listener, setup.Clients, pass);
        using var wire = new Endpoint(
            self, transport, protocol.Number, setup.Round, key, setup.Parties.ToDictionary(party => new Party(party.Number), party => party.PublicKey));
        var plan = new RoundPlan(setup.Clients, setup.Length, setup.ModulusBits, setup.Round, setup.PublicSeed, setup.Workers, setup.LeastSurvivors);
        IPartyProgram program = protocol.Program(self, plan, input, keys);
        PartyReport report = Act(connected, program, wire, transport, protocol.SilentFrom(self, setup.DropsOutIn));
        transport.Dispose();
        Control.Write(control, report);
        if (report.Survivors is not null)
            Frames.Write(control, VectorOf(program.Released!.Sum, setup.ModulusBits));
    }

    internal static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 1024);
        return listener;
    }

    internal static byte[] VectorOf(ulong[] vector, int bits)
    {
        var lanes = new byte[vector.Length * VectorBytes.Width(bits)];
        VectorBytes.Write(vector, lanes, bits);
        return lanes;
    }

    private static PartyReport Act(StepReport connected, IPartyProgram program, Endpoint wire, TcpTransport transport, ProtocolStep? silentFrom)
    {
        List<StepReport> steps = [connected];
        PartyFailure? failure = null;
        try
        {
            using IEnumerator<ProtocolStep> run = program.Run(wire).GetEnumerator();
            for (bool goes = run.MoveNext(); goes && !(run.Current.Number >= silentFrom?.Number);)
            {
                string name = run.Current.Name;
                (TimeSpan cpu, Traffic before) = (Environment.CpuUsage.TotalTime, transport.TrafficOf(wire.Self));
                goes = run.MoveNext();
                Traffic after = transport.TrafficOf(wire.Self);
                steps.Add(new(
                    name, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, after.BytesOut - before.BytesOut, after.MessagesOut - before.MessagesOut));
            }
        }
        catch (ProtocolException exception)
        {
            failure = new(exception.Party.Number, exception.Step, exception.Found, exception.Reason);
        }

        using var process = Process.GetCurrentProcess();
        return new([.. steps], transport.TrafficOf(wire.Self), process.PeakWorkingSet64, program.Released?.Survivors, failure);
    }
}
