using System.Globalization;
using CsvHelper;

namespace PrivacyBench.Data;

/// <summary>
/// Reads records from comma-separated values with a header: numeric features, a column with the label and, perhaps, one with
/// the natural client. Labels and clients may be any text; they are numbered in order (numbers by value).
/// </summary>
internal static class CsvRecords
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <param name="source">The bytes of the file, unpacked.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="choice">The names of the columns.</param>
    /// <param name="checksum">The checksum of the file as it is stored.</param>
    /// <exception cref="DataFormatException">The file is not such a table.</exception>
    public static Dataset Read(byte[] source, string file, DatasetChoice choice, string checksum)
    {
        try
        {
            using var reader = CsvReader.Create(source, Options);
            return new Table(reader, file, choice).Read(checksum);
        }
        catch (CsvFormatException e)
        {
            throw new DataFormatException(
                FormattableString.Invariant($"{file}, line {e.LineNumber}: every row must have as many fields as the header. {e.Message}"), e);
        }
    }

    private sealed class Table(CsvReader reader, string file, DatasetChoice choice)
    {
        private readonly string[] header = [.. reader.Headers];

        public Dataset Read(string checksum)
        {
            var label = Array.IndexOf(header, choice.Label);
            if (label < 0)
            {
                throw new DataFormatException(
                    $"{file}, line 1: the header has no column '{choice.Label}'; name the label's column by dataset.label, one of: {Some(header)}.");
            }

            var client = Array.IndexOf(header, choice.Client);
            int[] columns = [.. Enumerable.Range(0, header.Length).Where(c => c != label && c != client)];
            var features = new List<float>();
            var labels = new List<string>();
            var clients = new List<string>();
            while (reader.Read())
            {
                features.AddRange(columns.Select(Number));
                labels.Add(reader.GetString(label));
                clients.Add(client < 0 ? "" : reader.GetString(client));
            }

            if (labels.Count == 0)
            {
                throw new DataFormatException($"{file}: there is no record below the header; at least one is needed.");
            }

            var (numbered, names) = Numbered(labels);
            return new(
                choice.Name ?? Path.GetFileName(file), [.. features], columns.Length, numbered, names, client < 0 ? null : Numbered(clients).Numbers, checksum);
        }

        private float Number(int column) =>
            float.TryParse(reader.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new DataFormatException(FormattableString.Invariant(
                $"{file}, line {reader.LineNumber}, column {header[column]}: '{reader.GetString(column)}' was found; a finite number is needed, with a point for decimals."));

        private static string Some(string[] names) => string.Join(", ", names.Length <= 8 ? names : [.. names[^4..], "…"]);
    }

    private static (int[] Numbers, IReadOnlyList<string> Names) Numbered(List<string> texts)
    {
        string[] names =
        [
            .. texts.Distinct()
                .OrderBy(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : double.PositiveInfinity)
                .ThenBy(t => t, StringComparer.Ordinal),
        ];
        var number = names.Index().ToDictionary(name => name.Item, name => name.Index);
        return ([.. texts.Select(t => number[t])], names);
    }
}
