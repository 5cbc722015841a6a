namespace PrivacyBench.Measurement;

/// <summary>
/// Membership scores of the candidates of one federation, joined to the truth. The scored federations of one attack are a cell.
/// </summary>
/// <param name="Federation">The number of the federation.</param>
/// <param name="Records">The candidates' record numbers, each once.</param>
/// <param name="Scores">A score for each candidate: higher is likelier a member. Infinite is allowed, NaN is not.</param>
/// <param name="Members">Whether each candidate was a member.</param>
public sealed record ScoredFederation(int Federation, int[] Records, double[] Scores, bool[] Members)
{
    /// <summary>A score for each candidate: higher is likelier a member.</summary>
    /// <exception cref="ArgumentException">There is not one score for each record, or a score is NaN.</exception>
    public double[] Scores { get; } = Checked(Federation, Records, Scores);

    /// <summary>Whether each candidate was a member.</summary>
    /// <exception cref="ArgumentException">There is not one answer for each record.</exception>
    public bool[] Members { get; } = Columns.OnePerRecord(Federation, Records, Members, nameof(Members));

    private static double[] Checked(int federation, int[] records, double[] scores)
    {
        Columns.OnePerRecord(federation, records, scores, nameof(Scores));
        var undefined = Array.FindIndex(scores, double.IsNaN);
        return undefined < 0
            ? scores
            : throw new ArgumentException(
                FormattableString.Invariant($"Federation {federation}, record {records[undefined]}: the score is NaN; it must be a number."),
                nameof(scores));
    }
}
