using CsvHelper;

namespace PrivacyBench.Measurement;

/// <summary>Writes rows of comma-separated values.</summary>
internal static class ScoreRows
{
    // One line ending, so that the same seed writes the same bytes on every system.
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    public static void Write(string file, string[] header, IEnumerable<string[]> rows)
    {
        using var stream = File.Create(file);
        using var csv = CsvWriter.Create(stream, Options, leaveOpen: false);
        foreach (var row in rows.Prepend(header))
        {
            foreach (var field in row)
                csv.WriteField(field);
            csv.EndRecord();
        }
    }
}
