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

    /// <param name="file">The file.</param>
    /// <param name="choice">The names of the columns.</param>
    /// <exception cref="DataFormatException">The file is not such a table.</exception>
    public static Dataset Read(StoredFile file, DatasetChoice choice)
    {
        if (file.Bytes.Length == 0)
        {
            throw new DataFormatException($"{file.Path}: the file is empty; a header and records are needed.");
        }

        try
        {
            using var reader = CsvReader.Create(file.Bytes, Options);
            return new Table(reader, file.Path, choice).Read(file.Checksum);
        }
        catch (CsvFormatException e)
        {
            throw new DataFormatException(
                FormattableString.Invariant($"{file.Path}, line {e.LineNumber}: every row must have as many fields as the header. {e.Message}"), e);
        }
    }

    private sealed class Table(CsvReader reader, string file, DatasetChoice choice)
    {
        private readonly string[] header = [.. reader.Headers];

        public Dataset Read(string checksum)
        {
            var (label, client, columns) = Columns();
            var features = new List<float>();
            var labels = new List<string>();
            var clients = new List<string>();
            while (reader.Read())
            {
                features.AddRange(columns.Select(Number));
                labels.Add(Text(label));
                clients.Add(client < 0 ? "" : Text(client));
            }

            if (labels.Count == 0)
            {
                throw new DataFormatException($"{file}: there is no record below the header; at least one is needed.");
            }

            var (numbered, names) = Numbering.Of(labels);
            return new(
                choice.Name ?? Path.GetFileName(file), [.. features], columns.Length, numbered, names, client < 0 ? null : Numbering.Of(clients).Numbers, checksum);
        }

        private (int Label, int Client, int[] Features) Columns()
        {
            var label = Array.IndexOf(header, choice.Label);
            var client = Array.IndexOf(header, choice.Client);
            int[] features = [.. Enumerable.Range(0, header.Length).Where(c => c != label && c != client)];
            var twice = header.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
            return (label, twice, features) switch
            {
                ( < 0, _, _) => throw Header($"has no column '{choice.Label}'; name the label's column by dataset.label, one of: {Some(header)}"),
                (_, { }, _) => throw Header($"has the column '{twice}' twice; each name is allowed once"),
                (_, _, []) => throw Header("has no feature; at least one column besides label and client is needed"),
                _ => (label, client, features),
            };
        }

        private DataFormatException Header(string mistake) => new($"{file}, line 1: the header {mistake}.");

        private string Text(int column) => reader.GetString(column) is { Length: > 0 } text
            ? text
            : throw new DataFormatException(FormattableString.Invariant(
                $"{file}, line {reader.LineNumber}, column {header[column]}: '' was found; a number or a name is needed."));

        private float Number(int column) =>
            float.TryParse(reader.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new DataFormatException(FormattableString.Invariant(
                $"{file}, line {reader.LineNumber}, column {header[column]}: '{reader.GetString(column)}' was found; a finite number is needed, with a point for decimals."));

        private static string Some(string[] names) => string.Join(", ", names.Length <= 8 ? names : [.. names[^4..], "…"]);
    }
}
