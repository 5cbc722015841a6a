using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>One round to aggregate.</summary>
public sealed record AggregationRequest
{
    /// <summary>One vector for each client, all of one length, each coordinate below 2^<see cref="ModulusBits"/>.</summary>
    public required IReadOnlyList<ulong[]> Inputs { get; init; }

    /// <summary>m: sums are modulo 2^m, 1 to 64.</summary>
    public required int ModulusBits { get; init; }

    /// <summary>The step, counted from 0 among the clients' steps, in which each client that drops out falls silent; the others stay.</summary>
    public IReadOnlyDictionary<int, int> Dropouts { get; init; } = new Dictionary<int, int>();

    /// <summary>The step, counted from 0 among the servers' steps, in which each server or aggregator that is lost falls silent.</summary>
    public IReadOnlyDictionary<int, int> LostServers { get; init; } = new Dictionary<int, int>();

    /// <summary>
    /// The fewest clients whose sum is released, at least 1: with fewer left the round stops and releases nothing, since the sum of one
    /// is its vector.
    /// </summary>
    public int LeastSurvivors { get; init; } = UsualLeastSurvivors;

    /// <summary>The fewest clients whose sum is released, unless told otherwise.</summary>
    public const int UsualLeastSurvivors = 2;

    /// <summary>The number of the round, which messages carry.</summary>
    public int Round { get; init; }

    /// <summary>Where secrets come from.</summary>
    public IKeySource Keys { get; init; } = new SystemKeys();

    /// <summary>What carries the messages: a fresh one for each round, since its counts are the cost.</summary>
    public ITransport Transport { get; init; } = new MemoryTransport();

    /// <summary>Who the clients are, where that differs from round to round; null when they are always the same.</summary>
    public IReadOnlyList<int>? Cohort { get; init; }

    /// <summary>For each client the SHA-256 of the model that it was sent, where a protocol lets clients compare it; else null.</summary>
    public IReadOnlyList<byte[]>? Models { get; init; }

    /// <summary>How many threads compute; 1 runs one party after the other.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Keeps what the parties are shown, or null to keep nothing.</summary>
    public Shown? Shown { get; init; }

    /// <summary>
    /// The largest magnitude that a coordinate, read as a signed number, may have for the signed sum of all clients to stay below 2^(m−1).
    /// </summary>
    internal long LargestValue => LargestOf(Inputs.Count, ModulusBits);

    internal static long LargestOf(int clients, int modulusBits) => (long)(((1UL << (modulusBits - 1)) - 1) / (ulong)clients);

    /// <summary>Refuses vectors whose sum could wrap, for protocols that do not compute modulo 2^m.</summary>
    /// <exception cref="ArgumentException">A coordinate is too large; the text names it.</exception>
    internal void RequireNoWrapping()
    {
        long largest = LargestValue;
        for (int i = 0; i < Inputs.Count; i++)
            foreach (ulong word in Inputs[i])
                if (FixedPoint.Signed(word, ModulusBits) is var value && (value > largest || value < -largest))
                    throw new ArgumentException(
                        $"Client {i} has the coordinate {value}: from {-largest} to {largest} is allowed, so that the sum of {Inputs.Count} clients stays below 2^{ModulusBits - 1}.");
    }

    /// <summary>How many coordinates each vector has.</summary>
    internal int Length => Inputs[0].Length;

    /// <summary>The clients that still speak in one of their steps.</summary>
    internal int[] Speaking(int step) => [.. Enumerable.Range(0, Inputs.Count).Where(i => !Dropouts.TryGetValue(i, out int at) || at > step)];

    internal ClientInput? InputOf(Party party) => party.IsClient ? new(Inputs[party.Number], Models?[party.Number] ?? []) : null;

    internal int? DropsOutIn(Party party) =>
        (party.IsClient ? Dropouts : LostServers).TryGetValue(party.IsClient ? party.Number : party.ServerIndex, out int step) ? step : null;

    internal RoundPlan Plan()
    {
        var seed = new byte[Prg.SeedBytes];
        Keys.Fill(seed);
        return new(Inputs.Count, Length, ModulusBits, Round, seed, Workers, LeastSurvivors);
    }

    internal void Check()
    {
        if (Inputs.Count == 0)
            throw new ArgumentException("A round needs at least one client, found none.");
        if (ModulusBits is < 1 or > 64)
            throw new ArgumentException($"The modulus has 1 to 64 bits, found {ModulusBits}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeastSurvivors, 1);
        ulong mask = VectorBytes.Mask(ModulusBits);
        for (int i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].Length != Length)
                throw new ArgumentException($"Client {i} has {Inputs[i].Length} coordinates and client 0 has {Length}.");
            if (Inputs[i].AsSpan().ContainsAnyExceptInRange(0UL, mask))
                throw new ArgumentException($"Client {i} has a coordinate of 2^{ModulusBits} or more.");
        }

        if (Models is { } models && (models.Count != Inputs.Count || models.Any(model => model.Length != SHA256.HashSizeInBytes)))
            throw new ArgumentException($"Each of the {Inputs.Count} clients has the SHA-256 of its model, or none has one.");
        foreach ((int client, int step) in Dropouts)
            if (client < 0 || client >= Inputs.Count || step < 0)
                throw new ArgumentException($"Client {client} cannot drop out in step {step}: clients are 0 to {Inputs.Count - 1}, steps count from 0.");
    }
}
