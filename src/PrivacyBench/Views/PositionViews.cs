namespace PrivacyBench.Views;

/// <summary>What each threat position observes of a federation, less what a defense withholds.</summary>
public static class PositionViews
{
    private static readonly Type[] Queries = [typeof(FinalModel), typeof(FinalLabels)];

    /// <summary>A client sees each round's global model, and so the sum, which is the difference of two of them.</summary>
    private static readonly Type[] Broadcast = [.. Queries, typeof(GlobalModels), typeof(SummedUpdates)];

    /// <summary>What is seen of messages without opening them.</summary>
    private static readonly Type[] Metadata = [typeof(Participation), typeof(TrafficRecord)];

    private static readonly Type[] Everything = [.. Broadcast, typeof(ClientUpdates), .. Metadata, typeof(EncryptedUpdates)];

    /// <summary>Observations that follow from others: who has all of these has them, and nobody else.</summary>
    private static readonly Dictionary<Type, Type[]> Composites = new()
    {
        [typeof(RoundAnswers)] = [typeof(GlobalModels), typeof(SummedUpdates)],
        [typeof(GlobalSteps)] = [typeof(GlobalModels), typeof(SummedUpdates)],
        [typeof(ResidualUpdates)] = [typeof(GlobalModels), typeof(SummedUpdates), typeof(OwnClients), typeof(Participation)],
        [typeof(InconsistentSums)] = [typeof(GlobalModels), typeof(SummedUpdates), typeof(Participation)],
        [typeof(DisaggregatedUpdates)] = [typeof(GlobalModels), typeof(SummedUpdates), typeof(Participation)],
    };

    /// <summary>The observations that a position has of an undefended federation.</summary>
    public static IReadOnlySet<Type> Offered(ThreatPosition position) => Offered(position, []);

    /// <summary>The observations that a position keeps when a defense withholds some.</summary>
    public static IReadOnlySet<Type> Offered(ThreatPosition position, IEnumerable<Withheld> hidden)
    {
        var offered = OfPosition(position).Except(hidden.Select(w => w.Observation)).ToHashSet();
        if (offered.Contains(typeof(GlobalModels)))
        {
            // Whatever withholds the sum itself: the difference of two global models shows it.
            offered.Add(typeof(SummedUpdates));
        }

        offered.UnionWith(Composites.Where(c => c.Value.All(offered.Contains)).Select(c => c.Key).Except(hidden.Select(w => w.Observation)).ToArray());
        if (offered.Contains(typeof(ClientUpdates)) || offered.Contains(typeof(GlobalSteps)))
        {
            offered.Add(typeof(FinestUpdates));
        }

        return offered;
    }

    private static Type[] OfPosition(ThreatPosition position) => position switch
    {
        External { LabelsOnly: true } => [typeof(FinalLabels)],
        External => Queries,
        Client => [.. Broadcast, typeof(OwnClients)],
        Server or KeyHolder or Aggregator => Everything,
        Network => Metadata,
        ServerWithClients => [.. Everything, typeof(OwnClients)],
        _ => throw new ArgumentOutOfRangeException(nameof(position), position, "No view is defined for this position."),
    };

    /// <summary>What a position observes of one federation.</summary>
    /// <param name="position">Where the adversary stands.</param>
    /// <param name="transcript">What happened.</param>
    /// <param name="hidden">What the defense withholds from this position.</param>
    public static View Of(ThreatPosition position, TranscriptObservations transcript, IReadOnlyList<Withheld> hidden)
    {
        // Two defenses may withhold the same thing: the first one named is enough of an explanation.
        var withheld = hidden.DistinctBy(w => w.Observation).ToDictionary(w => w.Observation);
        foreach (var (composite, parts) in Composites)
        {
            if (parts.FirstOrDefault(withheld.ContainsKey) is { } missing)
            {
                withheld.TryAdd(composite, withheld[missing]);
            }
        }

        var offered = Offered(position, hidden).ToDictionary(type => type, type => (Func<object>)(() => transcript.Of(type, position)));
        if (position.OwnClients == transcript.Clients - 1 && offered.TryGetValue(typeof(ResidualUpdates), out var residual))
        {
            // With one honest client left, subtraction shows its every update, whatever hides single ones.
            offered.TryAdd(typeof(ClientUpdates), () => ((ResidualUpdates)residual()).Updates);
        }

        if (offered.ContainsKey(typeof(FinestUpdates)))
        {
            offered[typeof(FinestUpdates)] = offered.TryGetValue(typeof(ClientUpdates), out var single)
                ? () => new FinestUpdates((ClientUpdates)single(), transcript.Clients)
                : () => new FinestUpdates((GlobalSteps)offered[typeof(GlobalSteps)](), transcript.Clients);
        }
        else if (withheld.TryGetValue(typeof(GlobalSteps), out var sentence))
        {
            withheld.TryAdd(typeof(FinestUpdates), sentence);
        }

        return new View(position, offered, withheld);
    }
}
