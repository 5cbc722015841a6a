namespace PrivacyBench.Measurement;

/// <summary>Checks of the parallel arrays that describe the records of a federation.</summary>
internal static class Columns
{
    /// <exception cref="ArgumentException">The column is not as long as the records.</exception>
    public static T[] OnePerRecord<T>(int federation, int[] records, T[] column, string name) => column.Length == records.Length
        ? column
        : throw new ArgumentException(
            FormattableString.Invariant(
                $"Federation {federation} has {records.Length} records but {column.Length} {name}; there must be one for each record."),
            name);
}
