using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;
using PrivacyBench.Reports.Sentences;

namespace PrivacyBench.Reports.Sections;

/// <summary>Drawn where a defense was tried at several ε.</summary>
internal static class EpsilonSection
{
    public static ReportSection? Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses) =>
        EpsilonFigure.Of(tables, defenses).IfDrawn() is { } figure ? new("epsilon", "Privacy and accuracy along ε")
        {
            Paragraphs = [.. SweepSentences.Of(defenses)],
            Figure = figure,
        }
        : null;
}
