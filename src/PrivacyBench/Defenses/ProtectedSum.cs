using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Sums fixed-point updates by a protocol that shows nobody a single one. The protocol really runs, on serialized and counted
/// messages, and every sum is held against the same sum computed in the clear.
/// </summary>
public abstract record ProtectedSum : Defense, IDisposable
{
    // The protocol of one federation: parties that make keys keep them from round to round.
    private IAggregationProtocol? running;

    private protected ProtectedSum()
    {
    }

    /// <summary>Values of an update are clipped to [−bound, bound]; above 0.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Bound { get; init; } = 4;

    /// <summary>Bits of the fraction of an encoded value, from 8 to 30.</summary>
    [Range(8, 30)]
    public int FractionBits { get; init; } = 16;

    /// <inheritdoc/>
    public sealed override bool SumsUpdates => true;

    /// <summary>The protocol, fresh for a round.</summary>
    protected abstract IAggregationProtocol Protocol { get; }

    /// <inheritdoc/>
    public sealed override Defense For(FederationSize federation)
    {
        // What another defense encodes must travel as it is; the codec refuses what could wrap, before anything runs.
        var (bound, bits) = (Math.Max(Bound, federation.LargestValue), Math.Max(FractionBits, federation.FractionBits));
        Plan(new FixedPoint(bound, bits, federation.Clients), federation);
        return this with { Bound = bound, FractionBits = bits };
    }

    /// <summary>Refuses early what the protocol cannot carry.</summary>
    /// <exception cref="ArgumentException">With what it cannot carry.</exception>
    private protected virtual void Plan(FixedPoint codec, FederationSize federation)
    {
    }

    /// <inheritdoc/>
    public sealed override RoundHooks Begin() => this with { running = Protocol };

    /// <summary>Ends the protocol and forgets its keys.</summary>
    public void Dispose()
    {
        (running as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public sealed override Aggregation Aggregate(IReadOnlyList<float[]> updates, RoundContext context)
    {
        var codec = new FixedPoint(Bound, FractionBits, updates.Count);
        var inputs = updates.Select(update => Encoded(codec, update)).ToArray();
        var protocol = running ?? Protocol;
        var shown = KeepsPayloads ? new Shown(party => !party.IsClient) : null;
        var outcome = protocol.Sum(
            new() { Inputs = inputs, ModulusBits = codec.ModulusBits, Round = context.Round, Cohort = context.Participants, Shown = shown });
        var ideal = IdealSum.Of(inputs, outcome.Survivors, codec.ModulusBits);
        if (outcome.Survivors.Count != updates.Count || !outcome.Sum.AsSpan().SequenceEqual(ideal))
        {
            throw new InvalidOperationException(
                $"{Label}, federation {context.Federation}, round {context.Round}: the protocol's sum is not the sum in the clear.");
        }

        var cost = outcome.Cost;
        var traffic = new RoundTraffic(
            cost.UploadBytes * updates.Count, cost.DownloadBytes * updates.Count, cost.ServerBytes, cost.Messages, cost.ClientSeconds * updates.Count,
            cost.ServerSeconds);
        return new(Array.ConvertAll(codec.Decode(outcome.Sum), v => (float)v), traffic)
        {
            Encrypted = shown is null ? null : Left(protocol, shown, Math.ScaleB(1, -FractionBits) / context.Divisor),
        };
    }

    /// <summary>Whether what the server is shown goes to <see cref="Left"/>.</summary>
    private protected virtual bool KeepsPayloads => false;

    /// <summary>What a round leaves with the server, for attacks on the protocol itself.</summary>
    private protected virtual EncryptedRound? Left(IAggregationProtocol protocol, Shown shown, double unit) => null;

    /// <summary>Withholds single updates, with this sentence, from the positions that would see them.</summary>
    private protected static IEnumerable<Withheld> WithoutUpdates(ThreatPosition position, string sentence) =>
        PositionViews.Offered(position).Contains(typeof(ClientUpdates)) ? [new(typeof(ClientUpdates), sentence)] : [];

    private static ulong[] Encoded(FixedPoint codec, float[] update)
    {
        var words = new ulong[update.Length];
        codec.Encode(update, words);
        return words;
    }
}
