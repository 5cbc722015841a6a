using System.Globalization;

namespace PrivacyBench.Measurement;

/// <summary>
/// Files of membership scores: comma-separated values with a header, a row a candidate. Numbers are written so that they are read
/// back exactly, in every culture alike.
/// </summary>
public static class MembershipScores
{
    private const string Client = "client";

    /// <summary>
    /// Writes a cell with the columns <c>federation,record,score,member,client</c>; a member is 1, a non-member 0; the client that held it
    /// is empty where there is none.
    /// </summary>
    public static void Write(string file, IReadOnlyList<ScoredFederation> cell) => ScoreRows.Write(
        file,
        ["federation", "record", "score", "member", Client],
        cell.SelectMany(federation => federation.Records.Index().Select(record => new[]
        {
            federation.Federation.ToString(CultureInfo.InvariantCulture),
            record.Item.ToString(CultureInfo.InvariantCulture),
            federation.Scores[record.Index].ToString("R", CultureInfo.InvariantCulture),
            federation.Members[record.Index] ? "1" : "0",
            federation.Members[record.Index] ? federation.Clients?[record.Index].ToString(CultureInfo.InvariantCulture) ?? "" : "",
        })));

    /// <summary>
    /// Reads a file with the columns <c>score,member[,federation][,record][,client]</c> in any order; other columns are not looked at. Without
    /// <c>federation</c> there is one, number 0; without <c>record</c> the rows of each federation are numbered from 0.
    /// </summary>
    /// <returns>The federations in the order in which they first appear.</returns>
    /// <exception cref="ScoreFileException">The file is not such a table, names a record of a federation twice, or has no members or
    /// no non-members.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<ScoredFederation> Read(string file)
    {
        using var table = new ScoreTable(file, "score", "member");
        var federations = new FederationRows<(double Score, bool Member, int? Client)>(table);
        while (table.Next())
        {
            federations.Add((
                table.Number("score", double.NegativeInfinity, double.PositiveInfinity),
                table.Truth("member"),
                table.Has(Client) ? table.IntegerOrNull(Client) : null));
        }

        ScoredFederation[] cell = [.. federations.All.Select(federation => new ScoredFederation(
            federation.Number,
            [.. federation.Rows.Keys],
            [.. federation.Rows.Values.Select(row => row.Score)],
            [.. federation.Rows.Values.Select(row => row.Member)],
            federation.Rows.Values.All(row => !row.Member || row.Client is not null)
                ? [.. federation.Rows.Values.Select(row => row.Client ?? -1)]
                : null))];
        foreach (var side in (bool[])[true, false])
        {
            if (!cell.Any(federation => federation.Members.Contains(side)))
            {
                throw new ScoreFileException(
                    $"{file}, column member: no row is {(side ? "1" : "0")}; members and non-members must both be there.");
            }
        }

        return cell;
    }
}
