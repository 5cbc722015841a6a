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

    /// <exception cref="ArgumentException">A value is NaN or outside the range (its ends included).</exception>
    public static double[] Within(int federation, int[] records, double[] column, string name, double low, double high)
    {
        var wrong = Array.FindIndex(column, value => !(value >= low && value <= high));
        return wrong < 0
            ? column
            : throw new ArgumentException(
                FormattableString.Invariant(
                    $"Federation {federation}, record {records[wrong]}: {name} is {column[wrong]}; it must be a number from {low} to {high}."),
                name);
    }
}
