using PrivacyBench.Federation;

namespace PrivacyBench.Defenses;

/// <summary>Who meets in a protocol for one round: the clients whose updates count, and those that drop out of it on the way.</summary>
/// <param name="Clients">Their numbers, ascending; a client's place here is its number in the protocol.</param>
/// <param name="Updates">What each brings; zeros where it will not send them.</param>
/// <param name="Counted">The places of those whose updates count, ascending.</param>
/// <param name="Dropouts">For each place that falls silent the step, from 0 among the clients' steps.</param>
internal sealed record RoundCohort(
    IReadOnlyList<int> Clients, IReadOnlyList<float[]> Updates, IReadOnlyList<int> Counted, IReadOnlyDictionary<int, int> Dropouts)
{
    /// <param name="updates">The updates that count.</param>
    /// <param name="context">The round.</param>
    /// <param name="step">In which step its dropouts fall silent; null where they never meet the others.</param>
    public static RoundCohort Of(IReadOnlyList<float[]> updates, RoundContext context, DropoutStep? step)
    {
        int[] counted = [.. context.Participants ?? [.. Enumerable.Range(0, updates.Count)]];
        int[] dropped = step is null ? [] : [.. context.Dropped];
        int[] clients = [.. counted.Union(dropped).Order()];
        var nothing = new float[updates[0].Length];
        return new(
            clients,
            [.. clients.Select(client => Array.IndexOf(counted, client) is >= 0 and var p ? updates[p] : nothing)],
            [.. counted.Select(client => Array.IndexOf(clients, client))],
            dropped.ToDictionary(client => Array.IndexOf(clients, client), _ => step!.Number));
    }
}
