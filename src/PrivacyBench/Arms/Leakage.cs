using PrivacyBench.Defenses;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>Says in a sentence what each position still learns where updates are summed under protection, and why.</summary>
internal static class Leakage
{
    /// <summary>A sentence for each position; none where updates are summed in the clear.</summary>
    /// <param name="defense">The defenses, completed for the federation.</param>
    /// <param name="positions">The positions.</param>
    /// <param name="federation">The federation.</param>
    public static IReadOnlyList<RemainingLeakage> Of(DefenseStack defense, IReadOnlyList<ThreatPosition> positions, FederationSize federation) =>
        defense.Defenses.Any(d => d.SumsUpdates)
            ? [.. positions.Select(position => new RemainingLeakage(position.Label, Sentence(defense, position, federation)))]
            : [];

    private static string Sentence(DefenseStack defense, ThreatPosition position, FederationSize federation)
    {
        var seen = PositionViews.Offered(position, defense.Hides(position));
        bool Sees<T>() => seen.Contains(typeof(T));
        return (position, federation.Clients - position.OwnClients) switch
        {
            _ when Sees<ClientUpdates>() => "Every client's update: these parties together hold what opens it.",
            (_, 1) when Sees<SummedUpdates>() => "Every client's update: the sum less those of the colluding clients is the one that is left.",
            (ServerWithClients, var honest) when Sees<SummedUpdates>() => FormattableString.Invariant(
                $"The sum over the {honest} honest clients, which is the sum less the updates of its own. {Differences(federation)}"),
            (Server or KeyHolder or Aggregator, _) when Sees<SummedUpdates>() =>
                $"The sum of each round, which is what the protocol is there to release, and who took part and dropped out when. {Differences(federation)}",
            (Client, _) => "The sum of each round, by subtracting one global model from the next: the protocol hides from clients what they never saw, single updates.",
            (External, _) => "What the final model says: no protocol for the sum changes that, up to rounding.",
            (Network, _) => "Who sends how much to whom, and when: sizes and times are not hidden.",
            _ when Sees<Participation>() => "Who took part and dropped out when, and sizes: neither single updates nor their sum.",
            _ => "Nothing beyond its own part.",
        };
    }

    private static string Differences(FederationSize federation) => federation.Participation is { Share: >= 1, Dropout: 0 }
        ? "All rounds sum the same clients, so that subtracting one sum from another singles nobody out."
        : "Rounds sum different clients: subtracting one sum from another can single a client out, as source-disaggregated tries.";
}
