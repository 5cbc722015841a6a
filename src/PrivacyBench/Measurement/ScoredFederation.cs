namespace PrivacyBench.Measurement;

/// <summary>
/// Membership scores of the candidates of one federation, joined to the truth. The scored federations of one attack are a cell.
/// </summary>
/// <param name="Federation">The number of the federation.</param>
/// <param name="Records">The candidates' record numbers, each once.</param>
/// <param name="Scores">A score for each candidate: higher is likelier a member. Infinite is allowed, NaN is not.</param>
/// <param name="Members">Whether each candidate was a member.</param>
/// <param name="Clients">The client that held each member, and any number for non-members; null where it is not known.</param>
public sealed record ScoredFederation(int Federation, int[] Records, double[] Scores, bool[] Members, int[]? Clients = null)
{
    /// <summary>The client that held each member.</summary>
    /// <exception cref="ArgumentException">There is not one number for each record.</exception>
    public int[]? Clients { get; } = Clients is null ? null : Columns.OnePerRecord(Federation, Records, Clients, nameof(Clients));

    /// <summary>A score for each candidate: higher is likelier a member.</summary>
    /// <exception cref="ArgumentException">There is not one score for each record, or a score is NaN.</exception>
    public double[] Scores { get; } = Columns.Within(
        Federation,
        Records,
        Columns.OnePerRecord(Federation, Records, Scores, nameof(Scores)),
        nameof(Scores),
        double.NegativeInfinity,
        double.PositiveInfinity);

    /// <summary>Whether each candidate was a member.</summary>
    /// <exception cref="ArgumentException">There is not one answer for each record.</exception>
    public bool[] Members { get; } = Columns.OnePerRecord(Federation, Records, Members, nameof(Members));
}
