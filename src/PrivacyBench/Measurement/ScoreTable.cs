using System.Globalization;
using CsvHelper;

namespace PrivacyBench.Measurement;

/// <summary>Reads a file of comma-separated values with a header, row by row, by the names of its columns.</summary>
internal sealed class ScoreTable : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    private readonly string file;
    private readonly CsvReader reader;
    private readonly string[] header;

    /// <exception cref="ScoreFileException">The file is empty or lacks a required column.</exception>
    public ScoreTable(string file, params string[] required)
    {
        this.file = file;
        reader = CsvReader.FromFile(file, Options, FileOptions.SequentialScan);
        header = [.. reader.Headers];
        var missing = Array.Find(required, column => !Has(column));
        if (missing is null)
            return;
        Dispose();
        throw new ScoreFileException(
            $"{file}, line 1: the header is '{string.Join(',', header)}', without {missing}; it must have {string.Join(", ", required)}.");
    }

    public bool Has(string column) => Array.IndexOf(header, column) >= 0;

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ScoreFileException">The row is malformed or has another number of fields than the header.</exception>
    public bool Next()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new ScoreFileException(FormattableString.Invariant(
                $"{file}, line {e.LineNumber}: the row must have {header.Length} comma-separated fields like the header. {e.Message}"), e);
        }
    }

    public int Integer(string column) =>
        int.TryParse(Field(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Wrong(column, "a whole number such as 12");

    /// <summary>A whole number, or null where the field is empty.</summary>
    public int? IntegerOrNull(string column) => Field(column).Length == 0 ? null : Integer(column);

    /// <summary>A number within the range; "inf" and "-inf" are read too.</summary>
    public double Number(string column, double low, double high)
    {
        var field = Field(column);
        var value = field.ToUpperInvariant() switch
        {
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        };
        return value >= low && value <= high
            ? value
            : throw Wrong(column, FormattableString.Invariant($"a number from {low} to {high}, with a point for decimals"));
    }

    /// <summary>A number, or null where the field is empty.</summary>
    public double? NumberOrNull(string column, double low, double high) => Field(column).Length == 0 ? null : Number(column, low, high);

    public bool Truth(string column) => Field(column).ToUpperInvariant() switch
    {
        "1" or "TRUE" => true,
        "0" or "FALSE" => false,
        _ => throw Wrong(column, "0, 1, true or false"),
    };

    /// <summary>A mistake in the current row.</summary>
    public ScoreFileException Wrong(string column, string allowed) => new(
        FormattableString.Invariant(
            $"{file}, line {reader.LineNumber}, column {column}: '{Field(column)}' was found; it must be {allowed}."));

    public void Dispose() => reader.Dispose();

    private string Field(string column) => reader.GetString(Array.IndexOf(header, column));
}
