using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyBench.Tests.Reference;

/// <summary>One row of a reference file: text by column name, numbers where the cell holds one.</summary>
internal sealed record ReferenceRow(IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells[column];

    public double Number(string column) => double.Parse(Cells[column], CultureInfo.InvariantCulture);

    public double? Optional(string column) => Cells[column].Length == 0 ? null : Number(column);

    public override string ToString() => string.Join(' ', Cells.Values.Take(9));
}

/// <summary>The files of independently computed values that lie beside this one; the first line of each names its origin.</summary>
internal static partial class ReferenceTable
{
    public static IReadOnlyList<ReferenceRow> Read(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference", file));
        Assert.That(lines[0], Does.StartWith("#"), "The first line names the origin.");
        var columns = Cells(lines[1]);
        return [.. lines.Skip(2).Select(line => new ReferenceRow(
            columns.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second)))];
    }

    private static string[] Cells(string line) => [.. Cell().Matches(line).Select(cell => cell.Groups[1].Value.Trim('"'))];

    [GeneratedRegex("""(?:^|,)("[^"]*"|[^,]*)""")]
    private static partial Regex Cell();
}
