using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Sums of updates under lattice encryption: clients encrypt fixed-point updates, the server adds ciphertexts, and the sum is
/// decrypted by whoever the scheme lets. It really runs, on serialized and sealed messages, and every sum is held against the
/// sum in the clear: equal for BFV, within the proven error for CKKS.
/// </summary>
public abstract record EncryptedSum : Defense
{
    private protected EncryptedSum()
    {
    }

    /// <summary>Values of an update are clipped to [−bound, bound]; above 0.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Bound { get; init; } = 4;

    /// <summary>Bits of the fraction of an encoded value, from 8 to 24.</summary>
    [Range(8, 24)]
    public int FractionBits { get; init; } = 16;

    /// <summary>Bits of security after the Homomorphic Encryption Standard: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <inheritdoc/>
    public override bool SumsUpdates => true;

    private LatticeProtocol Protocol => LatticeProtocols.All[DefenseCatalogue.Defenses.NameOf(this)];

    /// <inheritdoc/>
    public override Defense For(FederationSize federation)
    {
        // Plans once to refuse early; the planner says what the standard's table does not allow.
        Plan(new FixedPoint(Bound, federation.Clients, FractionBits), federation.Clients, federation.Parameters);
        return this;
    }

    /// <inheritdoc/>
    public override Aggregation Aggregate(IReadOnlyList<float[]> updates, RoundContext context)
    {
        var codec = new FixedPoint(Bound, updates.Count, FractionBits);
        var words = updates.Select(update => Encode(codec, update)).ToArray();
        var plan = Plan(codec, updates.Count, updates[0].Length);
        var outcome = LatticeAggregation.Run(plan, [.. words.Select(w => Array.ConvertAll(w, word => (long)(int)word))]);
        var ideal = Modular.Sum(words);
        var error = LargestError(outcome, ideal);
        if (error > plan.ErrorBound)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Federation {context.Federation}, round {context.Round}: the decrypted sum differs by {error} units from the sum in the clear; at most {plan.ErrorBound} is proven."));
        }

        return new(codec.Decode(Array.ConvertAll(outcome.Sums, sum => unchecked((uint)(int)sum))), Count(outcome));
    }

    private LatticePlan Plan(FixedPoint codec, int clients, int parameters) =>
        LatticePlanner.Plan(Protocol.Request(clients, parameters, -codec.Largest, codec.Largest) with { Security = Security });

    private static double LargestError(LatticeOutcome outcome, uint[] ideal)
    {
        var real = outcome.RealSums.Length > 0 ? outcome.RealSums : Array.ConvertAll(outcome.Sums, sum => (double)sum);
        return real.Zip(ideal, (found, word) => Math.Abs(found - unchecked((int)word))).Max();
    }

    private static RoundTraffic Count(LatticeOutcome outcome)
    {
        var upload = outcome.ClientBytes.Sum();
        double Seconds(bool server) => outcome.Phases.Where(p => p.Name is "add" or "combine" == server).Sum(p => p.Seconds);
        return new(
            upload, outcome.Phases.Sum(p => p.Bytes) - upload, 0, outcome.Phases.Sum(p => p.Messages), Seconds(server: false), Seconds(server: true));
    }

    private static uint[] Encode(FixedPoint codec, float[] update)
    {
        var words = new uint[update.Length];
        codec.Encode(update, words);
        return words;
    }
}

/// <summary>What positions see where all clients hold one key and the server does not: the server sees ciphertexts only.</summary>
internal static class OneKey
{
    public static IEnumerable<Withheld> Hides(string defense, ThreatPosition position)
    {
        if (position is not Server)
        {
            // A client sees what is broadcast anyway; a server with a key holder opens every update.
            return [];
        }

        var sentence = $"{defense}: the server sees ciphertexts and has no key; the clients decrypt the sum among themselves.";
        return new[] { typeof(ClientUpdates), typeof(SummedUpdates), typeof(GlobalModels) }.Select(type => new Withheld(type, sentence));
    }
}

/// <summary>What positions see where the clients share the key: the sum is opened, and nothing else below the threshold.</summary>
internal static class SharedKey
{
    public static IEnumerable<Withheld> Hides(string defense, ThreatPosition position) => PositionViews.Offered(position).Contains(typeof(ClientUpdates))
        ? [new(typeof(ClientUpdates), $"{defense}: only all clients together can decrypt, and they decrypt the sum alone.")]
        : [];
}
