using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Shamir's sharing (1979) among k aggregators, several secrets in one polynomial where packing is above 1 (Franklin and Yung 1992).
/// Any t − 1 aggregators see uniform numbers; the sum opens from any t − 1 + ℓ of them, so that k − t + 1 − ℓ may be lost.
/// </summary>
/// <remarks>
/// The shares of the first t − 1 aggregators are drawn and not computed, so that each travels as a seed of 32 bytes; a client uploads
/// (k − t + 1) / ℓ vectors. A server that is no aggregator opens the sum, and refuses shares that lie on no common polynomial.
/// </remarks>
public sealed class ShamirShares : PartyProtocol
{
    private static readonly ProtocolStep Share = new(0, "share", OfClients: true);
    private static readonly ProtocolStep Report = new(1, "report");
    private static readonly ProtocolStep Agree = new(2, "agree");
    private static readonly ProtocolStep Adding = new(3, "add");
    private static readonly ProtocolStep Open = new(4, "open");
    private readonly int aggregators;
    private readonly int threshold;
    private readonly int packing;

    /// <summary>Shamir shares.</summary>
    /// <param name="aggregators">k, from 2 to 1000.</param>
    /// <param name="threshold">t, from 2 to k: so many aggregators together may learn an update, fewer learn nothing.</param>
    /// <param name="packing">ℓ, from 1 to k − t + 1: secrets in one polynomial.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ShamirShares(int aggregators = 3, int threshold = 2, int packing = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aggregators, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(aggregators, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, aggregators);
        ArgumentOutOfRangeException.ThrowIfLessThan(packing, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(packing, aggregators - threshold + 1);
        (this.aggregators, this.threshold, this.packing) = (aggregators, threshold, packing);
    }

    /// <inheritdoc/>
    public override string Name => "shamir-shares";

    /// <summary>How many aggregators the sum opens from: t − 1 + ℓ.</summary>
    public int Needed => threshold - 1 + packing;

    internal override byte Number => 3;

    internal override int Servers => aggregators + 1;

    internal override IReadOnlyList<int> Parameters => [aggregators, threshold, packing];

    internal override IReadOnlyList<ProtocolStep> Steps { get; } = [Share, Report, Agree, Adding, Open];

    private Party Opener => Party.Server(aggregators);

    /// <inheritdoc/>
    public override void RequireRoom(int clients, int modulusBits) => FieldPacking.RequireRoom(clients, modulusBits);

    internal override void Begin(AggregationRequest request)
    {
        base.Begin(request);
        request.RequireNoWrapping();
    }

    internal override IPartyProgram Program(Party self, RoundPlan plan, ClientInput? input, IKeySource keys) =>
        input is not null ? new Client(this, plan, input.Vector, keys)
        : self == Opener ? new Server(this, plan)
        : new Aggregator(this, plan);

    /// <summary>The share of an aggregator that gets a full vector, from the shares that others draw.</summary>
    /// <param name="aggregator">The aggregator, from t − 1.</param>
    /// <param name="secrets">ℓ columns, one after the other.</param>
    /// <param name="drawn">The shares of the first t − 1 aggregators.</param>
    /// <param name="share">Receives the share.</param>
    internal void Complete(int aggregator, ReadOnlySpan<ulong> secrets, IReadOnlyList<ulong[]> drawn, Span<ulong> share)
    {
        ulong[] nodes = [.. Enumerable.Range(0, packing).Select(SecretPoint), .. Enumerable.Range(0, threshold - 1).Select(PointOf)];
        ulong[] weights = Field.Weights(nodes, PointOf(aggregator));
        share.Clear();
        for (int c = 0; c < packing; c++)
            Field.AddMultiple(share, weights[c], secrets.Slice(c * share.Length, share.Length));
        for (int i = 0; i < drawn.Count; i++)
            Field.AddMultiple(share, weights[packing + i], drawn[i]);
    }

    /// <summary>The secrets from shares of at least <see cref="Needed"/> aggregators.</summary>
    /// <param name="held">The aggregators and their shares.</param>
    /// <param name="odd">The first aggregator whose share is not on the polynomial of those before it, or null.</param>
    internal ulong[] Reconstruct(IReadOnlyList<(int Aggregator, ulong[] Share)> held, out int? odd)
    {
        (int Aggregator, ulong[] Share)[] used = [.. held.Take(Needed)];
        ulong[] nodes = [.. used.Select(share => PointOf(share.Aggregator))];
        int column = held[0].Share.Length;
        var secrets = new ulong[packing * column];
        for (int c = 0; c < packing; c++)
            Interpolate(used, nodes, SecretPoint(c), secrets.AsSpan(c * column, column));
        odd = null;
        foreach ((int aggregator, ulong[] share) in held.Skip(Needed))
        {
            var expected = new ulong[column];
            Interpolate(used, nodes, PointOf(aggregator), expected);
            if (!expected.AsSpan().SequenceEqual(share))
                odd ??= aggregator;
        }

        return secrets;
    }

    private static void Interpolate((int Aggregator, ulong[] Share)[] used, ulong[] nodes, ulong at, Span<ulong> value)
    {
        ulong[] weights = Field.Weights(nodes, at);
        for (int i = 0; i < used.Length; i++)
            Field.AddMultiple(value, weights[i], used[i].Share);
    }

    private static ulong SecretPoint(int column) => Field.Prime - 1 - (ulong)column;

    private static ulong PointOf(int aggregator) => (ulong)aggregator + 1;

    /// <summary>Elements of a share: a packed vector in ℓ columns of equal length.</summary>
    private int Column(RoundPlan plan) => (new FieldPacking(plan).Elements + packing - 1) / packing;

    private Roster RosterOf(RoundPlan plan) => new(plan, Opener, Report, Agree);

    private sealed class Client(ShamirShares protocol, RoundPlan plan, ulong[] input, IKeySource keys) : IPartyProgram
    {
        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Share;
            int column = protocol.Column(plan);
            var secrets = new ulong[protocol.packing * column];
            new FieldPacking(plan).Pack(input, secrets);
            ulong[][] drawn = [.. Enumerable.Range(0, protocol.threshold - 1).Select(j => Drawn(wire, j, column))];
            var share = new ulong[column];
            for (int j = drawn.Length; j < protocol.aggregators; j++)
            {
                protocol.Complete(j, secrets, drawn, share);
                wire.SendElements(Share, Party.Server(j), share);
            }
        }

        private ulong[] Drawn(Endpoint wire, int aggregator, int column)
        {
            Span<byte> seed = stackalloc byte[Prg.SeedBytes];
            keys.Fill(seed);
            wire.Send(Share, Party.Server(aggregator), seed);
            var share = new ulong[column];
            Field.Expand(seed, share);
            CryptographicOperations.ZeroMemory(seed);
            return share;
        }
    }

    private sealed class Aggregator(ShamirShares protocol, RoundPlan plan) : IPartyProgram
    {
        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Report;
            int column = protocol.Column(plan);
            bool drawn = wire.Self.ServerIndex < protocol.threshold - 1;
            Roster roster = protocol.RosterOf(plan);
            Dictionary<int, Memory<byte>> shares = [];
            for (int client = 0; client < plan.Clients; client++)
                if (wire.TryReceive(Share, Party.Client(client), drawn ? Prg.SeedBytes : ElementMessages.Bytes(column)) is { } share)
                    shares.Add(client, share);
            roster.Report(wire, shares.Keys);

            yield return Adding;
            var sum = new ulong[column];
            var expanded = new ulong[drawn ? column : 0];
            foreach (int client in roster.Agreed(wire, shares.Keys))
                if (drawn)
                {
                    Field.Expand(shares[client].Span, expanded);
                    Field.AddTo(sum, expanded);
                }
                else
                    Field.AddTo(sum, wire.Elements(Share, Party.Client(client), shares[client], column));
            wire.SendElements(Adding, protocol.Opener, sum);
            foreach (Memory<byte> share in shares.Values)
                CryptographicOperations.ZeroMemory(share.Span);
        }
    }

    private sealed class Server(ShamirShares protocol, RoundPlan plan) : IPartyProgram
    {
        public Released? Released { get; private set; }

        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Agree;
            Party[] aggregators = [.. Enumerable.Range(0, protocol.aggregators).Select(Party.Server)];
            (int[] clients, Party[] reported) = protocol.RosterOf(plan).Agree(wire, aggregators, own: null, protocol.Needed);

            yield return Open;
            List<(int, ulong[])> sums = [];
            foreach (Party aggregator in reported)
                if (wire.TryReceive(Adding, aggregator, ElementMessages.Bytes(protocol.Column(plan))) is { } sum)
                    sums.Add((aggregator.ServerIndex, wire.Elements(Adding, aggregator, sum, protocol.Column(plan))));
            if (sums.Count < protocol.Needed)
                throw wire.Stop(Open, $"{sums.Count} aggregators sent their sums, at least {protocol.Needed} are needed", StopReason.TooFewParties);
            ulong[] secrets = protocol.Reconstruct(sums, out int? odd);
            if (odd is { } server)
                throw wire.Stop(Open, $"the sum of {Party.Server(server)} does not lie on the polynomial of the others: one of them is wrong");
            Released = new(new FieldPacking(plan).Unpack(secrets, clients.Length), clients);
        }
    }
}
