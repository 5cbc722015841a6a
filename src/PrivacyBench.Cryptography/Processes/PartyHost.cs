using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>
/// The processes of parties, each started when it is first needed and kept for further rounds, until the last of those who use the
/// host leaves it. They run one round at a time.
/// </summary>
/// <param name="command">What starts a party, or null for the command beside this program.</param>
public sealed class PartyHost(PartyCommand? command = null)
{
    private const int StartSeconds = 120;
    private readonly Lock gate = new();
    private readonly Dictionary<Party, HostedParty> running = [];
    private readonly byte[] token = RandomNumberGenerator.GetBytes(32);
    private int users;

    /// <summary>How many processes it has started so far.</summary>
    public int Started { get; private set; }

    internal void Join()
    {
        lock (gate)
            users++;
    }

    internal void Leave()
    {
        lock (gate)
            if (--users == 0)
                End();
    }

    /// <summary>Runs a round between parties; if it does not come to an end, all processes do.</summary>
    internal T Round<T>(IReadOnlyList<Party> parties, Func<IReadOnlyDictionary<Party, HostedParty>, T> round)
    {
        lock (gate)
        {
            try
            {
                Start([.. parties.Where(party => !running.ContainsKey(party))]);
                return round(running);
            }
            catch (Exception exception) when (exception is not ProtocolException)
            {
                End();
                throw;
            }
        }
    }

    private void Start(Party[] missing)
    {
        if (missing.Length == 0)
            return;
        command ??= PartyCommand.BesideThis();
        using TcpListener listener = PartyProcess.Listen();
        Dictionary<Party, Process> starting = missing.ToDictionary(party => party, party => Start(party, ((IPEndPoint)listener.LocalEndpoint).Port));
        try
        {
            while (starting.Count > 0)
            {
                NetworkStream control = Accept(listener, starting.Count);
                PartyHello hello = Control.Read<PartyHello>(control, "a party's greeting");
                if (CryptographicOperations.FixedTimeEquals(hello.Token, token) && starting.Remove(new Party(hello.Number), out Process? process))
                    running.Add(new Party(hello.Number), new(process, control, hello.Port));
                else
                    control.Dispose();
            }
        }
        finally
        {
            foreach (Process process in starting.Values)
                HostedParty.End(process);
        }
    }

    private Process Start(Party party, int port)
    {
        var start = new ProcessStartInfo(command!.FileName) { RedirectStandardInput = true, UseShellExecute = false };
        string[] own = ["--number", party.Number.ToString(CultureInfo.InvariantCulture), "--port", port.ToString(CultureInfo.InvariantCulture)];
        foreach (string argument in command.Arguments.Concat(own))
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command.FileName} did not start.");
        // Not an argument, which every user of the machine can read.
        process.StandardInput.WriteLine(Convert.ToHexString(token));
        process.StandardInput.Close();
        Started++;
        return process;
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

    private void End()
    {
        foreach (HostedParty party in running.Values)
            party.Dispose();
        running.Clear();
    }
}

/// <summary>A party's process and the connection to it.</summary>
/// <param name="Process">The process.</param>
/// <param name="Control">What it is told and reports by.</param>
/// <param name="Port">Where it listens, if it is a server.</param>
internal sealed record HostedParty(Process Process, NetworkStream Control, int Port) : IDisposable
{
    public void Dispose()
    {
        Control.Dispose();
        End(Process);
    }

    public static void End(Process process)
    {
        using (process)
            if (!process.WaitForExit(milliseconds: 2000))
                process.Kill(entireProcessTree: true);
    }
}
