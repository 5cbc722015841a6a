using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>One aggregation of random vectors that really runs, to see that its sum is right and what it costs.</summary>
public sealed class AggregationTrial
{
    private const int Aggregators = 3;
    private const int ValueBits = 16;

    /// <summary>Sets up a trial.</summary>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    /// <param name="clients">Clients, from 2 to 65,535.</param>
    /// <param name="parameters">Values of a vector, at least 1.</param>
    /// <param name="dropped">How many clients, the last ones, send nothing; at least 2 must stay.</param>
    /// <exception cref="ArgumentException">A parameter is outside of its range.</exception>
    public AggregationTrial(string protocol, int clients, int parameters, int dropped)
    {
        if (!Protocols.Contains(protocol))
        {
            throw new ArgumentException($"--protocol: found '{protocol}'; allowed: {string.Join(", ", Protocols)}.");
        }

        Check("--clients", clients, 2, ushort.MaxValue);
        Check("--parameters", parameters, 1, 100_000_000);
        Check("--drop", dropped, 0, clients - 2);
        (Protocol, Clients, Parameters, Dropped) = (protocol, clients, parameters, dropped);
    }

    /// <summary>The protocols that can be tried.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["plain", "additive-shares", .. LatticeProtocols.All.Keys];

    /// <summary>The protocol's name.</summary>
    public string Protocol { get; }

    /// <summary>All clients, those that drop out included.</summary>
    public int Clients { get; }

    /// <summary>Values of a vector.</summary>
    public int Parameters { get; }

    /// <summary>Clients that send nothing.</summary>
    public int Dropped { get; }

    /// <summary>The parameters of the scheme and the reason for each.</summary>
    public IReadOnlyList<string> Reasons() => Protocol switch
    {
        "plain" => ["32-bit words in the clear."],
        "additive-shares" => [$"{Aggregators} aggregators, words modulo 2^32, seeds of {8 * Prg.SeedLength} bits expanded by AES-256 in counter mode."],
        _ => LatticePlan().Reasons,
    };

    /// <summary>Runs the aggregation on fresh random 16-bit vectors.</summary>
    /// <param name="round">The number of the round.</param>
    public TrialOutcome Run(int round)
    {
        var inputs = Enumerable.Range(0, Clients).Select(_ => RandomVector()).ToArray();
        return Protocol switch
        {
            "plain" => InTheClear(inputs[..^Dropped]),
            "additive-shares" => Shares(inputs[..^Dropped], (uint)round),
            _ => Encrypted(inputs),
        };
    }

    private TrialOutcome InTheClear(uint[][] inputs)
    {
        var watch = Stopwatch.StartNew();
        Modular.Sum(inputs);
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = (long)Parameters * sizeof(uint);
        return new(true, 0, 0, seconds, bytes, 0, inputs.Length, [new("add", seconds, bytes * inputs.Length, inputs.Length)]);
    }

    private static TrialOutcome Shares(uint[][] inputs, uint round)
    {
        var transport = new MemoryTransport();
        var outcome = new AdditiveShares(Aggregators, KeySource.Secure).Sum(inputs, round, transport);
        var sent = Enumerable.Range(0, inputs.Length).Select(k => transport.Of(Party.Client(k))).Aggregate(Traffic.Add);
        var between = Enumerable.Range(0, Aggregators).Select(a => transport.Of(Party.Aggregator(a))).Aggregate(Traffic.Add);
        var error = outcome.Sum.Zip(Modular.Sum(inputs), (found, ideal) => Math.Abs((double)unchecked((int)(found - ideal)))).Max();
        return new(
            error == 0, error, outcome.ClientSeconds / inputs.Length, outcome.ServerSeconds, (double)sent.BytesOut / inputs.Length, 0,
            sent.MessagesOut + between.MessagesOut,
            [new("share", outcome.ClientSeconds, sent.BytesOut, (int)sent.MessagesOut), new("add and open", outcome.ServerSeconds, between.BytesOut, (int)between.MessagesOut)]);
    }

    private TrialOutcome Encrypted(uint[][] inputs)
    {
        var plan = LatticePlan();
        int[] dropped = [.. Enumerable.Range(Clients - Dropped, Dropped)];
        var outcome = LatticeAggregation.Run(plan, [.. inputs.Select(v => Array.ConvertAll(v, word => (long)(int)word))], dropped);
        var ideal = Modular.Sum(inputs[..^Dropped]);
        var found = outcome.RealSums.Length > 0 ? outcome.RealSums : Array.ConvertAll(outcome.Sums, sum => (double)sum);
        var error = found.Zip(ideal, (sum, word) => Math.Abs(sum - unchecked((int)word))).Max();
        var server = outcome.Phases.Where(p => p.Name is "add" or "combine").Sum(p => p.Seconds);
        var upload = outcome.ClientBytes.Sum();
        return new(
            error <= plan.ErrorBound, error, (outcome.Phases.Sum(p => p.Seconds) - server) / Clients, server, (double)upload / Clients,
            (double)(outcome.Phases.Sum(p => p.Bytes) - upload) / Clients, outcome.Phases.Sum(p => p.Messages), outcome.Phases);
    }

    private LatticePlan LatticePlan() => LatticePlanner.Plan(
        LatticeProtocols.All[Protocol].Request(Clients, Parameters, -(1 << (ValueBits - 1)), (1 << (ValueBits - 1)) - 1, Dropped));

    private uint[] RandomVector()
    {
        var bytes = new byte[sizeof(short) * Parameters];
        RandomNumberGenerator.Fill(bytes);
        return [.. Enumerable.Range(0, Parameters).Select(i => unchecked((uint)BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(sizeof(short) * i))))];
    }

    private static void Check(string option, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException(FormattableString.Invariant($"{option}: found {value}; allowed: a whole number from {least} to {most}."));
        }
    }
}

/// <summary>What a trial found. Seconds and bytes of a client are averages.</summary>
/// <param name="Correct">Whether the sum is the one in the clear, or within the proven error of it.</param>
/// <param name="LargestError">The largest difference from the sum in the clear, in units of the integers.</param>
/// <param name="ClientSeconds">Seconds that a client computed.</param>
/// <param name="ServerSeconds">Seconds that all servers computed.</param>
/// <param name="UploadBytesPerClient">Bytes that a client sent.</param>
/// <param name="DownloadBytesPerClient">Bytes that a client received.</param>
/// <param name="Messages">Messages of all parties.</param>
/// <param name="Phases">What each phase cost, over all parties.</param>
public sealed record TrialOutcome(
    bool Correct, double LargestError, double ClientSeconds, double ServerSeconds, double UploadBytesPerClient, double DownloadBytesPerClient,
    long Messages, IReadOnlyList<LatticePhase> Phases);
