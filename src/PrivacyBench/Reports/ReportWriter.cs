using PrivacyBench.Reports.Figures;
using PrivacyBench.Reports.Gates;

namespace PrivacyBench.Reports;

/// <summary>Writes the report of an evaluation: <c>report.html</c>, <c>report.md</c>, <c>cells.csv</c>, <c>tables.tex</c>, <c>figures/*.svg</c> and <c>figures/*.png</c>.</summary>
public static class ReportWriter
{
    /// <summary>Draws from the results and from the score files below the folder alone. Each file is written whole under a temporary name, then moved.</summary>
    /// <param name="results">What the evaluation found.</param>
    /// <param name="folder">The report's folder; it is made if it is not there.</param>
    /// <param name="gate">A comparison with a baseline; null where there is none.</param>
    /// <exception cref="Measurement.ScoreFileException">A score file is damaged; a missing one is told in the report.</exception>
    /// <returns>The paths of the files, relative to the folder, in the order in which they were written.</returns>
    public static IReadOnlyList<string> Write(Results results, string folder, GateReport? gate = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var content = ReportContent.Of(results, folder, gate);
        var written = new List<string>();
        foreach (var figure in content.Figures)
        {
            Add($"figures/{figure.Name}.svg", path => WholeFile.Write(path, FigureImage.WholeSvg(figure)));
            Add($"figures/{figure.Name}.png", path => WholeFile.Write(path, FigureImage.Png(figure)));
        }

        Add(CellsFile.Name, path => WholeFile.Write(path, CellsFile.Of(results.Cells)));
        Add(TexTables.Name, path => WholeFile.Write(path, TexTables.Of(content.Sections.First(s => s.Id == "matrix"))));
        Add("report.md", path => WholeFile.Write(path, MarkdownReport.Of(content)));
        Add("report.html", path => WholeFile.Write(path, HtmlReport.Of(content)));
        return written;

        void Add(string name, Action<string> write)
        {
            write(Path.Combine(folder, name));
            written.Add(name);
        }
    }
}
