namespace PrivacyBench.Measurement;

/// <summary>
/// Answers to "which client holds this record" for the members of one federation, joined to the truth. The answered federations of
/// one attack are a cell.
/// </summary>
/// <param name="Federation">The number of the federation.</param>
/// <param name="Records">The record numbers, each once.</param>
/// <param name="Sources">The client that holds each record.</param>
/// <param name="Answers">The client that the attack names for each record.</param>
/// <param name="Guesses">For each record the probability, from 0 to 1, that the best guess without the view is right: 1 or 0, or
/// between them where the guess draws among clients.</param>
/// <param name="LogProbabilities">The natural logarithm of the probability that the attack's posterior gives the true client, for
/// each record: 0 or below, −∞ for none; null when the attack has no posterior.</param>
public sealed record AnsweredFederation(
    int Federation, int[] Records, int[] Sources, int[] Answers, double[] Guesses, double[]? LogProbabilities = null)
{
    /// <summary>The client that holds each record.</summary>
    /// <exception cref="ArgumentException">There is not one client for each record.</exception>
    public int[] Sources { get; } = Columns.OnePerRecord(Federation, Records, Sources, nameof(Sources));

    /// <summary>The client that the attack names for each record.</summary>
    /// <exception cref="ArgumentException">There is not one client for each record.</exception>
    public int[] Answers { get; } = Columns.OnePerRecord(Federation, Records, Answers, nameof(Answers));

    /// <summary>The probability that the best guess without the view is right.</summary>
    /// <exception cref="ArgumentException">There is not one number from 0 to 1 for each record.</exception>
    public double[] Guesses { get; } =
        Columns.Within(Federation, Records, Columns.OnePerRecord(Federation, Records, Guesses, nameof(Guesses)), nameof(Guesses), 0, 1);

    /// <summary>The logarithm of the posterior probability of the true client.</summary>
    /// <exception cref="ArgumentException">There is not one number from −∞ to 0 for each record.</exception>
    public double[]? LogProbabilities { get; } = LogProbabilities is null
        ? null
        : Columns.Within(
            Federation,
            Records,
            Columns.OnePerRecord(Federation, Records, LogProbabilities, nameof(LogProbabilities)),
            nameof(LogProbabilities),
            double.NegativeInfinity,
            0);
}
