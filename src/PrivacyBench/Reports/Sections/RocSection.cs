using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class RocSection
{
    public static ReportSection? Of(IReadOnlyList<RocCurve> curves, IReadOnlyList<string> missing, IReadOnlyList<DefenseResult> defenses)
    {
        if (curves.Count == 0 && missing.Count == 0)
            return null;
        string[] notes = missing.Count == 0
            ? []
            : [$"The scores of {Numbers.Count(missing.Count)} cells are missing ({missing[0]}{(missing.Count > 1 ? ", …" : "")}): their curves cannot be drawn."];
        return new("roc", "Where attacks are sure: ROC curves")
        {
            Paragraphs =
            [
                "An average hides the records that an attack is sure of. Read the left edge: at few false alarms, how many members are found?", .. notes,
            ],
            Figure = curves.Count == 0 ? null : RocFigure.Of(curves, defenses),
        };
    }
}
