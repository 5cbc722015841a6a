using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Additive secret sharing among k aggregators that do not all collude: each client splits its fixed-point update into k shares,
/// the aggregators add up shares, and the server gets the sum alone. It really runs, on serialized messages, and every sum is
/// held against the same sum computed in the clear.
/// </summary>
public sealed record AdditiveShares : Defense
{
    /// <summary>k, from 2 to 100.</summary>
    [Range(2, 100)]
    public int Aggregators { get; init; } = 3;

    /// <summary>Values of an update are clipped to [−bound, bound]; above 0.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Bound { get; init; } = 4;

    /// <summary>Whether seeds derive from the scenario's seed, for debugging; unfit for production.</summary>
    public bool Reproducible { get; init; }

    /// <inheritdoc/>
    public override bool SumsUpdates => true;

    /// <inheritdoc/>
    public override Aggregation Aggregate(IReadOnlyList<float[]> updates, RoundContext context)
    {
        var codec = new FixedPoint(Bound, updates.Count);
        var inputs = updates.Select(update => Encode(codec, update)).ToArray();
        var transport = new MemoryTransport();
        var keys = Reproducible ? KeySource.Reproducible(context.Random.NextUInt64().ToString(System.Globalization.CultureInfo.InvariantCulture)) : KeySource.Secure;
        var outcome = new Cryptography.Sharing.AdditiveShares(Aggregators, keys).Sum(inputs, (uint)context.Round, transport);
        if (!outcome.Sum.AsSpan().SequenceEqual(Modular.Sum(inputs)))
        {
            throw new InvalidOperationException(
                $"Federation {context.Federation}, round {context.Round}: the shares do not add up to the sum in the clear.");
        }

        return new(codec.Decode(outcome.Sum), Count(transport, updates.Count, outcome));
    }

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => PositionViews.Offered(position).Contains(typeof(ClientUpdates))
        ? [new(typeof(ClientUpdates), $"additive-shares: the {Aggregators} aggregators see shares, of which fewer than all are uniform, and the server their sum.")]
        : [];

    /// <inheritdoc/>
    public override Defense For(FederationSize federation)
    {
        _ = new FixedPoint(Bound, federation.Clients);
        return this;
    }

    private RoundTraffic Count(MemoryTransport transport, int clients, AggregationOutcome outcome)
    {
        var sent = Enumerable.Range(0, clients).Select(k => transport.Of(Party.Client(k))).Aggregate(Traffic.Add);
        var between = Enumerable.Range(0, Aggregators).Select(a => transport.Of(Party.Aggregator(a))).Aggregate(Traffic.Add);
        return new(
            sent.BytesOut, sent.BytesIn, between.BytesOut, sent.MessagesOut + between.MessagesOut, outcome.ClientSeconds, outcome.ServerSeconds);
    }

    private static uint[] Encode(FixedPoint codec, float[] update)
    {
        var words = new uint[update.Length];
        codec.Encode(update, words);
        return words;
    }
}
