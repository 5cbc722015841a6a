using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Additive shares with information-theoretic MACs on them (SPDZ: Damgård et al. 2012; the check of Damgård et al. 2013, figure 10).
/// Beside its vector x a client shares α·x under a key α of its own, of which each aggregator holds a share as well. Before the sum
/// opens, a random combination of each client's coordinates is checked against its MAC and against the sum to which the aggregators
/// have committed. Aggregators that change a sum are caught but for probability 2/p, p = 2^61 − 1, as long as one of them is honest.
/// </summary>
/// <remarks>
/// A random coordinate hides the combination. An aggregator that colludes with a client learns that client's key and can change
/// that client's vector, as the client could. A server that is no aggregator checks and opens; it must want the right sum.
/// </remarks>
public sealed class VerifiedShares : PartyProtocol
{
    internal static readonly ProtocolStep Share = new(0, "share", OfClients: true);
    internal static readonly ProtocolStep Report = new(1, "report");
    internal static readonly ProtocolStep Agree = new(2, "agree");
    internal static readonly ProtocolStep Commit = new(3, "add and commit");
    internal static readonly ProtocolStep Challenge = new(4, "challenge");
    internal static readonly ProtocolStep Respond = new(5, "respond");
    internal static readonly ProtocolStep Combine = new(6, "combine");
    internal static readonly ProtocolStep Check = new(7, "check");
    internal static readonly ProtocolStep Accept = new(8, "accept");
    internal static readonly ProtocolStep Reveal = new(9, "reveal");
    internal static readonly ProtocolStep Open = new(10, "open");
    private readonly int aggregators;

    /// <summary>Verified shares between k aggregators.</summary>
    /// <param name="aggregators">k, at least 2.</param>
    public VerifiedShares(int aggregators = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aggregators, 2);
        this.aggregators = aggregators;
    }

    /// <inheritdoc/>
    public override string Name => "verified-shares";

    /// <summary>What a dishonest aggregator does; null where all are honest.</summary>
    internal Misconduct? Misconduct { get; init; }

    internal override byte Number => 4;

    internal override int Servers => aggregators + 1;

    internal override IReadOnlyList<int> Parameters => [aggregators];

    internal override IReadOnlyList<ProtocolStep> Steps { get; } =
        [Share, Report, Agree, Commit, Challenge, Respond, Combine, Check, Accept, Reveal, Open];

    /// <inheritdoc/>
    public override void RequireRoom(int clients, int modulusBits) => FieldPacking.RequireRoom(clients, modulusBits);

    internal override void Begin(AggregationRequest request)
    {
        base.Begin(request);
        request.RequireNoWrapping();
    }

    internal override IPartyProgram Program(Party self, RoundPlan plan, ClientInput? input, IKeySource keys)
    {
        var layout = new VerifiedLayout(plan, aggregators);
        return input is not null ? new VerifiedClient(layout, input.Vector, keys)
            : self == layout.Opener ? new VerifyingServer(layout, keys)
            : new VerifiedAggregator(layout, plan, self.ServerIndex > 0, keys, Misconduct?.Aggregator == self.ServerIndex ? Misconduct : null);
    }
}

/// <summary>A change to the sum of one aggregator, for tests that see it caught.</summary>
/// <param name="Aggregator">Who cheats.</param>
/// <param name="Error">What it adds to the first elements of its summed share.</param>
/// <param name="Consistent">Whether it shifts its answer for the first client so that answers and sum fit.</param>
internal sealed record Misconduct(int Aggregator, ulong[] Error, bool Consistent)
{
    /// <summary>Whether it adds, instead, an error that it could choose once it knew the challenge.</summary>
    public bool AfterChallenge { get; init; }
}
