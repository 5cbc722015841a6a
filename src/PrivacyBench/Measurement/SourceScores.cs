using System.Globalization;

namespace PrivacyBench.Measurement;

/// <summary>
/// Files of answers to "which client holds this record": comma-separated values with a header, a row a record. Numbers are written
/// so that they are read back exactly, in every culture alike.
/// </summary>
public static class SourceScores
{
    private static readonly string[] Header = ["federation", "record", "source", "answer", "guess", "logProbability"];

    /// <summary>
    /// Writes a cell with the columns <c>federation,record,source,answer,guess,logProbability</c>; the last is empty when the attack has
    /// no posterior.
    /// </summary>
    public static void Write(string file, IReadOnlyList<AnsweredFederation> cell) => ScoreRows.Write(
        file,
        Header,
        cell.SelectMany(federation => federation.Records.Index().Select(record => new[]
        {
            federation.Federation.ToString(CultureInfo.InvariantCulture),
            record.Item.ToString(CultureInfo.InvariantCulture),
            federation.Sources[record.Index].ToString(CultureInfo.InvariantCulture),
            federation.Answers[record.Index].ToString(CultureInfo.InvariantCulture),
            federation.Guesses[record.Index].ToString("R", CultureInfo.InvariantCulture),
            federation.LogProbabilities?[record.Index].ToString("R", CultureInfo.InvariantCulture) ?? "",
        })));

    /// <summary>Reads what <see cref="Write"/> writes, the columns in any order.</summary>
    /// <returns>The federations in the order in which they first appear.</returns>
    /// <exception cref="ScoreFileException">The file is not such a table, names a record of a federation twice, or a federation has
    /// probabilities for some of its records only.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<AnsweredFederation> Read(string file)
    {
        using var table = new ScoreTable(file, Header);
        var federations = new FederationRows<(int Source, int Answer, double Guess, double? LogProbability)>(table);
        while (table.Next())
        {
            federations.Add((
                table.Integer("source"),
                table.Integer("answer"),
                table.Number("guess", 0, 1),
                table.NumberOrNull("logProbability", double.NegativeInfinity, 0)));
        }

        return [.. federations.All.Select(federation => new AnsweredFederation(
            federation.Number,
            [.. federation.Rows.Keys],
            [.. federation.Rows.Values.Select(row => row.Source)],
            [.. federation.Rows.Values.Select(row => row.Answer)],
            [.. federation.Rows.Values.Select(row => row.Guess)],
            LogProbabilities(file, federation.Number, [.. federation.Rows.Values.Select(row => row.LogProbability)])))];
    }

    private static double[]? LogProbabilities(string file, int federation, double?[] column)
    {
        var given = column.Count(value => value is not null);
        if (given == 0)
            return null;
        return given == column.Length
            ? [.. column.Select(value => value!.Value)]
            : throw new ScoreFileException(FormattableString.Invariant(
                $"{file}, column logProbability: federation {federation} has {given} values for {column.Length} records; give all or none."));
    }
}
