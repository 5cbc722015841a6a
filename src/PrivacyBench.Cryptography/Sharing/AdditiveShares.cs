using System.Security.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Additive secret sharing modulo 2^m: a client sends x − Σ PRG(seed_j) to the first aggregator and a 32-byte seed to each other one.
/// Any k − 1 aggregators see uniform numbers; the first one adds the summed shares and opens the sum.
/// </summary>
/// <remarks>Parties follow the protocol; <see cref="VerifiedShares"/> does not rely on that. No aggregator may be lost.</remarks>
public sealed class AdditiveShares : PartyProtocol
{
    private static readonly ProtocolStep Share = new(0, "share", OfClients: true);
    private static readonly ProtocolStep Report = new(1, "report");
    private static readonly ProtocolStep Agree = new(2, "agree");
    private static readonly ProtocolStep Adding = new(3, "add");
    private static readonly ProtocolStep Open = new(4, "open");
    private readonly int aggregators;

    /// <summary>Additive shares between k aggregators.</summary>
    /// <param name="aggregators">k, at least 2.</param>
    public AdditiveShares(int aggregators = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aggregators, 2);
        this.aggregators = aggregators;
    }

    /// <inheritdoc/>
    public override string Name => "additive-shares";

    internal override byte Number => 1;

    internal override int Servers => aggregators;

    internal override IReadOnlyList<int> Parameters => [aggregators];

    internal override IReadOnlyList<ProtocolStep> Steps { get; } = [Share, Report, Agree, Adding, Open];

    internal override IPartyProgram Program(Party self, RoundPlan plan, ClientInput? input, IKeySource keys) =>
        input is not null ? new Client(plan, input.Vector, aggregators, keys)
        : self.ServerIndex == 0 ? new Opener(plan, aggregators)
        : new Aggregator(plan);

    /// <summary>The full share that belongs to the seeds, written into lanes: x − Σ PRG(seed).</summary>
    internal static void WriteShare(ReadOnlySpan<ulong> input, Memory<byte> lanes, IEnumerable<byte[]> seeds, int bits)
    {
        VectorBytes.Write(input, lanes.Span, bits);
        Mask.Apply(lanes, bits, [.. seeds.Select(seed => new Mask(seed, Subtract: true))]);
        VectorBytes.Reduce(lanes.Span, bits);
    }

    private static Roster RosterOf(RoundPlan plan) => new(plan, Party.Server(0), Report, Agree);

    private sealed class Client(RoundPlan plan, ulong[] input, int aggregators, IKeySource keys) : IPartyProgram
    {
        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Share;
            var seeds = new byte[aggregators - 1][];
            for (int j = 0; j < seeds.Length; j++)
                keys.Fill(seeds[j] = new byte[Prg.SeedBytes]);
            using var lanes = new Message(plan.LaneBytes);
            WriteShare(input, lanes.Bytes, seeds, plan.ModulusBits);
            wire.SendLanes(Share, Party.Server(0), lanes.Bytes.Span, plan);
            for (int j = 0; j < seeds.Length; j++)
            {
                wire.Send(Share, Party.Server(j + 1), seeds[j]);
                CryptographicOperations.ZeroMemory(seeds[j]);
            }
        }
    }

    /// <summary>An aggregator that holds seeds: it adds up what they expand to.</summary>
    private sealed class Aggregator(RoundPlan plan) : IPartyProgram
    {
        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Report;
            Roster roster = RosterOf(plan);
            Dictionary<int, byte[]> seeds = [];
            for (int client = 0; client < plan.Clients; client++)
                if (wire.TryReceive(Share, Party.Client(client), Prg.SeedBytes) is { } seed)
                    seeds.Add(client, seed.ToArray());
            roster.Report(wire, seeds.Keys);

            yield return Adding;
            using var sum = new Message(plan.LaneBytes);
            sum.Bytes.Span.Clear();
            Mask.Apply(
                sum.Bytes, plan.ModulusBits, [.. roster.Agreed(wire, seeds.Keys).Select(client => new Mask(seeds[client], Subtract: false))],
                plan.Workers);
            VectorBytes.Reduce(sum.Bytes.Span, plan.ModulusBits);
            wire.SendLanes(Adding, Party.Server(0), sum.Bytes.Span, plan);
            foreach (byte[] seed in seeds.Values)
                CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>The first aggregator, which holds full shares and opens the sum.</summary>
    private sealed class Opener(RoundPlan plan, int aggregators) : IPartyProgram
    {
        public Released? Released { get; private set; }

        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Report;
            Dictionary<int, Memory<byte>> shares = [];
            for (int client = 0; client < plan.Clients; client++)
                if (wire.TryReceive(Share, Party.Client(client), plan.PackedBytes) is { } share)
                    shares.Add(client, share);

            yield return Agree;
            Party[] others = [.. Enumerable.Range(1, aggregators - 1).Select(Party.Server)];
            (int[] clients, _) = RosterOf(plan).Agree(wire, others, shares.Keys, atLeast: others.Length);

            yield return Open;
            var sum = new byte[plan.LaneBytes];
            foreach (int client in clients)
                PackedVector.AddToLanes(sum, shares[client].Span, plan.ModulusBits);
            foreach (Party other in others)
                PackedVector.AddToLanes(sum, wire.Receive(Adding, other, plan.PackedBytes).Span, plan.ModulusBits);
            Released = new(VectorBytes.Read(sum, plan.ModulusBits), clients);
        }
    }
}
