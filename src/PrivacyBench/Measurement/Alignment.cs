namespace PrivacyBench.Measurement;

/// <summary>
/// Brings the cells of several attacks or defenses into one order of federations and records, so that they can be compared record by
/// record.
/// </summary>
internal static class Alignment
{
    /// <summary>The cell in the order of the reference.</summary>
    /// <exception cref="ArgumentException">The two do not hold the same records with the same truth.</exception>
    public static ScoredFederation[] To(IReadOnlyList<ScoredFederation> reference, IReadOnlyList<ScoredFederation> cell) => [.. Pairs(
        reference, cell, federation => federation.Federation).Select(pair =>
    {
        var order = Order(pair.Of.Federation, pair.Of.Records, pair.Other.Records);
        bool[] members = [.. order.Select(r => pair.Other.Members[r])];
        SameTruth(pair.Of.Federation, pair.Of.Records, pair.Of.Members, members, "member");
        return new ScoredFederation(pair.Of.Federation, pair.Of.Records, [.. order.Select(r => pair.Other.Scores[r])], members, pair.Of.Clients);
    })];

    /// <summary>The cell in the order of the reference.</summary>
    /// <exception cref="ArgumentException">The two do not hold the same records with the same truth.</exception>
    public static AnsweredFederation[] To(IReadOnlyList<AnsweredFederation> reference, IReadOnlyList<AnsweredFederation> cell) => [.. Pairs(
        reference, cell, federation => federation.Federation).Select(pair =>
    {
        var order = Order(pair.Of.Federation, pair.Of.Records, pair.Other.Records);
        int[] sources = [.. order.Select(r => pair.Other.Sources[r])];
        SameTruth(pair.Of.Federation, pair.Of.Records, pair.Of.Sources, sources, "source");
        return new AnsweredFederation(
            pair.Of.Federation,
            pair.Of.Records,
            sources,
            [.. order.Select(r => pair.Other.Answers[r])],
            [.. order.Select(r => pair.Other.Guesses[r])],
            pair.Other.LogProbabilities is null ? null : [.. order.Select(r => pair.Other.LogProbabilities[r])]);
    })];

    private static IEnumerable<(T Of, T Other)> Pairs<T>(IReadOnlyList<T> reference, IReadOnlyList<T> cell, Func<T, int> number)
    {
        var others = cell.ToDictionary(number);
        var missing = reference.FirstOrDefault(federation => !others.ContainsKey(number(federation)));
        if (missing is not null || cell.Count != reference.Count)
        {
            throw new ArgumentException(
                "Cells can be compared only on the same federations: one has "
                + $"{string.Join(", ", reference.Select(number))}, the other {string.Join(", ", cell.Select(number))}.",
                nameof(cell));
        }

        return reference.Select(federation => (federation, others[number(federation)]));
    }

    // For each record of the reference, its position among the other's records.
    private static int[] Order(int federation, int[] reference, int[] records)
    {
        var positions = records.Index().ToDictionary(record => record.Item, record => record.Index);
        var missing = Array.FindIndex(reference, record => !positions.ContainsKey(record));
        if (missing >= 0 || reference.Length != records.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Cells can be compared only on the same records: federation {federation} has {reference.Length} and {records.Length}")
                + (missing < 0 ? "." : FormattableString.Invariant($", and record {reference[missing]} is missing from the second.")));
        }

        return [.. reference.Select(record => positions[record])];
    }

    private static void SameTruth<T>(int federation, int[] records, T[] reference, T[] other, string truth)
        where T : struct, IEquatable<T>
    {
        var wrong = Enumerable.Range(0, records.Length).FirstOrDefault(r => !reference[r].Equals(other[r]), -1);
        if (wrong >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Federation {federation}, record {records[wrong]}: {truth} is {reference[wrong]} in one cell ")
                + FormattableString.Invariant($"and {other[wrong]} in the other; the truth must be the same."));
        }
    }
}
