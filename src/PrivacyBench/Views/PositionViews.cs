using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>What each threat position observes of a federation, less what a defense withholds.</summary>
public static class PositionViews
{
    /// <summary>Observations that follow from others: who has all of these has them, and nobody else.</summary>
    private static readonly Dictionary<Type, Type[]> Composites = new()
    {
        [typeof(RoundAnswers)] = [typeof(GlobalModels), typeof(SummedUpdates)],
    };

    /// <summary>The observations that a position has of an undefended federation.</summary>
    public static IReadOnlySet<Type> Offered(ThreatPosition position) => Offered(position, []);

    private static HashSet<Type> OfPosition(ThreatPosition position) => position switch
    {
        External { LabelsOnly: true } => Set(typeof(FinalLabels)),
        External => Set(typeof(FinalModel), typeof(FinalLabels)),
        Client => Set(typeof(FinalModel), typeof(FinalLabels), typeof(GlobalModels), typeof(SummedUpdates)),
        Server or ServerWithClients or KeyHolder => Set(
            typeof(FinalModel), typeof(FinalLabels), typeof(GlobalModels), typeof(SummedUpdates), typeof(ClientUpdates)),
        _ => throw new ArgumentOutOfRangeException(nameof(position), position, "No view is defined for this position."),
    };

    /// <summary>The observations that a position keeps when a defense withholds some.</summary>
    public static IReadOnlySet<Type> Offered(ThreatPosition position, IEnumerable<Withheld> hidden)
    {
        var offered = OfPosition(position);
        offered.ExceptWith(hidden.Select(w => w.Observation));
        offered.UnionWith(Composites.Where(c => c.Value.All(offered.Contains)).Select(c => c.Key).ToArray());
        return offered;
    }

    /// <summary>What a position observes of one federation.</summary>
    /// <param name="position">Where the adversary stands.</param>
    /// <param name="transcript">What happened.</param>
    /// <param name="hidden">What the defense withholds from this position.</param>
    public static View Of(ThreatPosition position, TranscriptObservations transcript, IReadOnlyList<Withheld> hidden)
    {
        // Two defenses may withhold the same thing: the first one named is enough of an explanation.
        var withheld = hidden.DistinctBy(w => w.Observation).ToDictionary(w => w.Observation, w => w.Sentence);
        foreach (var (composite, parts) in Composites)
        {
            if (parts.FirstOrDefault(withheld.ContainsKey) is { } missing)
            {
                withheld.TryAdd(composite, withheld[missing]);
            }
        }

        var offered = Offered(position, hidden).ToDictionary(type => type, transcript.Of);
        return new View(position, offered, withheld);
    }

    private static HashSet<Type> Set(params Type[] types) => [.. types];
}

/// <summary>The observations of one federation, made once and shared by the views of all positions.</summary>
public sealed class TranscriptObservations
{
    private readonly Dictionary<Type, object> observations;

    /// <summary>Makes every observation of a transcript; nothing is computed until it is asked for.</summary>
    public TranscriptObservations(Transcript transcript)
    {
        var final = new FinalModel(transcript);
        observations = new object[] { final, new FinalLabels(final), new GlobalModels(transcript), new RoundAnswers(transcript), new ClientUpdates(transcript), new SummedUpdates(transcript) }
            .ToDictionary(o => o.GetType());
    }

    internal object Of(Type type) => observations[type];
}
