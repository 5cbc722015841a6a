using System.Globalization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>The ROC curve of the strongest membership attack in a cell, from its score file.</summary>
internal sealed record RocCurve(string Partition, string Position, string Defense, IReadOnlyList<RocPoint> Points)
{
    private const double DefaultConfidence = .95;

    /// <summary>Reads what there is; the cells whose score file is missing are named instead.</summary>
    /// <exception cref="ScoreFileException">A score file is damaged.</exception>
    public static (IReadOnlyList<RocCurve> Curves, IReadOnlyList<string> Missing) Read(Results results, string folder)
    {
        var confidence = double.TryParse(
            ScenarioText.At(results.Scenario, "trials", "confidence"), NumberStyles.Float, CultureInfo.InvariantCulture, out var c) && c is > 0 and < 1
            ? c
            : DefaultConfidence;
        var random = new RandomStream(results.Provenance.Seed).Named("report").Named("roc");
        var curves = new List<RocCurve>();
        var missing = new List<string>();
        foreach (var cell in results.Cells)
        {
            if (ScoresOf(cell) is not { } scores)
                continue;
            if (ScoreCheck.FileOf(folder, scores) is not { } file)
            {
                missing.Add(scores);
                continue;
            }

            var points = Roc.Of(MembershipScores.Read(file), random.Named(scores), intervals: new Intervals(confidence));
            curves.Add(new(cell.Partition, cell.Position, cell.Defense, points));
        }

        return (curves, missing);
    }

    /// <summary>Where the halves chose different attacks, the first stands for both.</summary>
    private static string? ScoresOf(Cell cell)
    {
        var name = cell.Strongest.Membership?.Attack.Split(" / ")[0];
        return cell.Attacks.FirstOrDefault(a => a.Goal == Goal.Membership && a.Name == name)?.Scores;
    }
}
