namespace PrivacyBench.Measurement;

/// <summary>Collects the rows of a table by the columns <c>federation</c> and <c>record</c>, both of which may be missing.</summary>
internal sealed class FederationRows<TRow>(ScoreTable table)
{
    private readonly Dictionary<int, OrderedDictionary<int, TRow>> federations = [];
    private readonly List<int> order = [];

    /// <summary>The federations in the order in which they first appeared, their rows by record number.</summary>
    public IEnumerable<(int Number, OrderedDictionary<int, TRow> Rows)> All => order.Select(number => (number, federations[number]));

    /// <summary>Adds the table's current row.</summary>
    /// <exception cref="ScoreFileException">The federation has this record already.</exception>
    public void Add(TRow row)
    {
        var federation = table.Has("federation") ? table.Integer("federation") : 0;
        if (!federations.TryGetValue(federation, out var rows))
        {
            federations[federation] = rows = [];
            order.Add(federation);
        }

        var record = table.Has("record") ? table.Integer("record") : rows.Count;
        if (!rows.TryAdd(record, row))
            throw table.Wrong("record", FormattableString.Invariant($"a record that federation {federation} does not have already"));
    }
}
