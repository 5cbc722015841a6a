namespace PrivacyBench.Views;

/// <summary>
/// What a position sees of the updates of each round, as finely as it does: single ones where it sees them, else the step that all clients
/// together took.
/// </summary>
public sealed class FinestUpdates
{
    private readonly ClientUpdates updates;

    internal FinestUpdates(ClientUpdates single, int clients) => (updates, IsSingle, Clients) = (single, true, clients);

    internal FinestUpdates(GlobalSteps together, int clients) => (updates, IsSingle, Clients) = (together.AsOneClient, false, clients);

    /// <summary>Whether each client's update is seen by itself.</summary>
    public bool IsSingle { get; }

    /// <summary>The number of clients of the federation.</summary>
    public int Clients { get; }

    /// <summary>The number of rounds.</summary>
    public int Rounds => updates.Rounds;

    /// <summary>What shows a client's update of a round: that update, or all together; empty where the client's own was not observed.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="client">The client's number.</param>
    public ReadOnlySpan<float> Showing(int round, int client)
    {
        var participants = updates.Participants(round);
        for (var p = 0; p < participants.Count; p++)
        {
            if (!IsSingle || participants[p] == client)
            {
                return updates.Update(round, p);
            }
        }

        return [];
    }
}
