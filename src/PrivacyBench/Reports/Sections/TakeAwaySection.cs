using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

/// <summary>Links to everything that a reader may want to have as a file.</summary>
internal static class TakeAwaySection
{
    public static ReportSection Of(IEnumerable<Figure> figures) => new("take-away", "Take away")
    {
        Links =
        [
            new("results.json", "every number, with the scenario as resolved"), new("cells.csv", "every attack in every cell as a table"),
            new("tables.tex", "the matrix for LaTeX, with booktabs"), new("report.md", "this report for a pull request"), new("SHA256SUMS", "the checksums of all files"),
            .. figures.SelectMany(f => new[] { new ReportLink($"figures/{f.Name}.svg", f.Title), new ReportLink($"figures/{f.Name}.png", f.Title) }),
        ],
        IsInSummary = true,
    };
}
