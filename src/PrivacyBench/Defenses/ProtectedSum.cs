using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Processes;
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

    // The processes of its parties, which all federations share.
    private PartyHost? host;

    private protected ProtectedSum()
    {
    }

    /// <summary>Values of an update are clipped to [−bound, bound]; above 0.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Bound { get; init; } = 4;

    /// <summary>Bits of the fraction of an encoded value, from 8 to 30.</summary>
    [Range(8, 30)]
    public int FractionBits { get; init; } = 16;

    /// <summary>The fewest clients whose sum is released: a round with fewer left stops, since the sum of one is its update. At least 1.</summary>
    [Range(1, ushort.MaxValue)]
    public int LeastSurvivors { get; init; } = AggregationRequest.UsualLeastSurvivors;

    /// <summary>
    /// What carries the messages: "memory" inside one process, or "tcp" between a process for each party, which is slow to start and
    /// meant for small federations.
    /// </summary>
    [AllowedValues("memory", "tcp")]
    public string Transport { get; init; } = "memory";

    /// <inheritdoc/>
    public sealed override bool SumsUpdates => true;

    /// <inheritdoc/>
    public abstract override string Assumption { get; }

    /// <summary>Clients of the federation, once <see cref="For"/> has told it; 0 before.</summary>
    internal int Clients { get; private init; }

    /// <summary>Clients of a round, on average where their number is drawn; 0 before.</summary>
    internal int Cohort { get; private init; }

    /// <summary>The protocol, fresh for a round.</summary>
    protected abstract IAggregationProtocol Protocol { get; }

    private IAggregationProtocol Carried => Transport == "tcp" ? new PartyProcesses((PartyProtocol)Protocol, host) : Protocol;

    /// <inheritdoc/>
    public sealed override Defense For(FederationSize federation)
    {
        // What another defense encodes must travel as it is; the codec refuses what could wrap, before anything runs.
        var (bound, bits) = (Math.Max(Bound, federation.LargestValue), Math.Max(FractionBits, federation.FractionBits));
        var codec = new FixedPoint(bound, bits, federation.Clients);
        var protocol = Protocol;
        (protocol as LatticeSum)?.Plan(federation.Clients, federation.Parameters, codec.ModulusBits);
        var parties = protocol as PartyProtocol;
        parties?.RequireRoom(federation.Clients, codec.ModulusBits);
        return Transport == "memory" || parties is not null
            ? this with
            {
                Bound = bound,
                FractionBits = bits,
                Clients = federation.Clients,
                Cohort = (int)Math.Ceiling(federation.Participants),
                host = Transport == "tcp" ? new PartyHost() : null,
            }
            : throw new ArgumentException($"{Label} runs in one process: its transport is 'memory', found '{Transport}'.");
    }

    /// <inheritdoc/>
    public sealed override RoundHooks Begin() => this with { running = Carried };

    /// <summary>Ends the protocol and forgets its keys.</summary>
    public void Dispose()
    {
        (running as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public sealed override Aggregation Aggregate(IReadOnlyList<float[]> updates, RoundContext context)
    {
        if (running is null)
        {
            using var begun = (ProtectedSum)Begin();
            return begun.Aggregate(updates, context);
        }

        var cohort = RoundCohort.Of(updates, context, DropsOut);
        var codec = new FixedPoint(Bound, FractionBits, cohort.Clients.Count);
        var inputs = new ulong[cohort.Updates.Count][];
        double[] encoding = [.. inputs.Select((_, i) => CpuTime.Of(() => inputs[i] = Encoded(codec, cohort.Updates[i])))];
        var shown = KeepsPayloads ? new Shown(party => !party.IsClient) : null;
        using var debugging = context.ReproducibleKeys ? new ReproducibleKeys((long)context.Random.Named("keys").NextUInt64()) : null;
        AggregationOutcome outcome;
        try
        {
            outcome = running.Sum(new()
            {
                Inputs = inputs,
                ModulusBits = codec.ModulusBits,
                Round = context.Round,
                Cohort = context.Participants is null ? null : cohort.Clients,
                Dropouts = cohort.Dropouts,
                LeastSurvivors = LeastSurvivors,
                Models = ComparesModels ? [.. cohort.Clients.Select(client => Hash(context.SentModel?.Invoke(client) ?? []))] : null,
                Keys = (IKeySource?)debugging ?? new SystemKeys(),
                Shown = shown,
            });
        }
        catch (ProtocolException stop) when (stop.Reason is StopReason.TooFewParties or StopReason.DifferentModels)
        {
            return new(new float[updates[0].Length], RoundCost.None) { Stopped = $"{Label}: {stop.Message}" };
        }

        var ideal = IdealSum.Of(inputs, outcome.Survivors, codec.ModulusBits);
        if (!outcome.Survivors.SequenceEqual(cohort.Counted) || !outcome.Sum.AsSpan().SequenceEqual(ideal))
        {
            throw new InvalidOperationException(
                $"{Label}, federation {context.Federation}, round {context.Round}: the protocol's sum is not the sum in the clear.");
        }

        var sum = Array.Empty<float>();
        var decoding = CpuTime.Of(() => sum = Decoded(codec, outcome.Sum));
        return new(sum, outcome.Cost.WithWork(encoding, decoding))
        {
            SetUp = outcome.SetUp,
            CutOff = CutOffOf(codec, [.. cohort.Counted.Select(place => cohort.Updates[place])]),
            Contributions = [.. cohort.Counted.Select(place => Decoded(codec, inputs[place]))],
            Encrypted = shown is null ? null : Left(running, shown, Math.ScaleB(1, -FractionBits) / context.Divisor),
        };
    }

    /// <summary>Whether clients compare the models that they were sent before they send anything.</summary>
    private protected virtual bool ComparesModels => false;

    /// <summary>Whether what the server is shown goes to <see cref="Left"/>.</summary>
    private protected virtual bool KeepsPayloads => false;

    /// <summary>What a round leaves with the server, for attacks on the protocol itself.</summary>
    private protected virtual EncryptedRound? Left(IAggregationProtocol protocol, Shown shown, double unit) => null;

    /// <summary>Withholds single updates, with this sentence, from the positions that would see them.</summary>
    internal static IEnumerable<Withheld> WithoutUpdates(ThreatPosition position, string sentence) =>
        PositionViews.Offered(position).Contains(typeof(ClientUpdates)) ? [new(typeof(ClientUpdates), sentence)] : [];

    /// <summary>Withholds single updates and their sum, with this sentence: another party opens the sum.</summary>
    internal static IEnumerable<Withheld> WithoutSum(string sentence) =>
        new[] { typeof(ClientUpdates), typeof(SummedUpdates), typeof(GlobalModels) }.Select(type => new Withheld(type, sentence));

    private static CutOff CutOffOf(FixedPoint codec, float[][] updates)
    {
        var cut = updates.Sum(update => (long)codec.Beyond(update));
        var largest = updates.Max(update => update.Length == 0 ? 0 : update.Max(MathF.Abs));
        return new(updates.Sum(update => (long)update.Length), cut, largest, codec.Clip);
    }

    private static byte[] Hash(float[] model) => SHA256.HashData(MemoryMarshal.AsBytes(model.AsSpan()));

    private static float[] Decoded(FixedPoint codec, ulong[] words) => Array.ConvertAll(codec.Decode(words), v => (float)v);

    private static ulong[] Encoded(FixedPoint codec, float[] update)
    {
        var words = new ulong[update.Length];
        codec.Encode(update, words);
        return words;
    }
}
