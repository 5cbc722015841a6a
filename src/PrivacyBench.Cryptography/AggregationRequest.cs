using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>One round to aggregate.</summary>
public sealed record AggregationRequest
{
    /// <summary>One vector for each client, all of one length, each coordinate below 2^<see cref="ModulusBits"/>.</summary>
    public required IReadOnlyList<ulong[]> Inputs { get; init; }

    /// <summary>m: sums are modulo 2^m, 1 to 64.</summary>
    public required int ModulusBits { get; init; }

    /// <summary>The step, from 0, in which each client that drops out falls silent. Clients not named stay to the end.</summary>
    public IReadOnlyDictionary<int, int> Dropouts { get; init; } = new Dictionary<int, int>();

    /// <summary>The number of the round, which messages carry.</summary>
    public int Round { get; init; }

    /// <summary>Where secrets come from.</summary>
    public IKeySource Keys { get; init; } = new SystemKeys();

    /// <summary>What carries the messages: a fresh one for each round, since its counts are the cost.</summary>
    public ITransport Transport { get; init; } = new MemoryTransport();

    /// <summary>How many coordinates each vector has.</summary>
    internal int Length => Inputs[0].Length;

    /// <summary>The clients that still speak in a step.</summary>
    internal int[] Speaking(int step) => [.. Enumerable.Range(0, Inputs.Count).Where(i => !Dropouts.TryGetValue(i, out int at) || at > step)];

    internal void Check()
    {
        if (Inputs.Count == 0)
            throw new ArgumentException("A round needs at least one client, found none.");
        if (ModulusBits is < 1 or > 64)
            throw new ArgumentException($"The modulus has 1 to 64 bits, found {ModulusBits}.");
        ulong mask = VectorBytes.Mask(ModulusBits);
        for (int i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].Length != Length)
                throw new ArgumentException($"Client {i} has {Inputs[i].Length} coordinates and client 0 has {Length}.");
            if (Inputs[i].AsSpan().ContainsAnyExceptInRange(0UL, mask))
                throw new ArgumentException($"Client {i} has a coordinate of 2^{ModulusBits} or more.");
        }

        foreach ((int client, int step) in Dropouts)
            if (client < 0 || client >= Inputs.Count || step < 0)
                throw new ArgumentException($"Client {client} cannot drop out in step {step}: clients are 0 to {Inputs.Count - 1}, steps count from 0.");
    }
}
