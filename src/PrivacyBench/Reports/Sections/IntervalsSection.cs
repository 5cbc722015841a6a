using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

/// <summary>Every advantage with its interval, drawn.</summary>
internal static class IntervalsSection
{
    public static ReportSection? Of(IReadOnlyList<SummaryTable> tables) =>
        AdvantageFigure.Of(tables).IfDrawn() is { } figure ? new("intervals", "Every advantage with its interval") { Figure = figure } : null;
}
