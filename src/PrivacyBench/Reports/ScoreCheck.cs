using System.Globalization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>Holds what results say of an attack against its scores, as far as that can be said without drawing samples.</summary>
internal static class ScoreCheck
{
    private const double Rounding = 1e-9;

    /// <summary>Checks every attack whose score file is there; one that is missing is told in the report.</summary>
    /// <exception cref="ResultsFileException">A number does not follow from the scores.</exception>
    public static void Check(Results results, string folder)
    {
        foreach (var (c, cell) in results.Cells.Index())
        {
            foreach (var (a, attack) in cell.Attacks.Index())
            {
                if (attack.Scores is { } scores && FileOf(folder, scores) is { } file)
                    Check(attack, file, $"{Path.Combine(folder, ResultsFile.Name)}: $.cells[{c}].attacks[{a}]");
            }
        }
    }

    /// <summary>The path of a score file, or null where it is missing or not below the folder: results from elsewhere name no other files.</summary>
    public static string? FileOf(string folder, string scores)
    {
        var file = Path.Combine(folder, scores);
        var isBelow = Path.GetFullPath(file).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isBelow && File.Exists(file) ? file : null;
    }

    private static void Check(AttackResult attack, string file, string place)
    {
        var once = new Intervals(Draws: 1);
        // Neither the area nor the accuracy depends on how the records are halved, so any stream will do.
        var random = new RandomStream(0);
        if (attack.Goal == Goal.Source)
        {
            var measures = SourceMeasures.Of(SourceScores.Read(file), random, once);
            Same(measures.Federations, attack.Federations, file, $"{place}.federations");
            Same(measures.Records, attack.Members, file, $"{place}.members");
            Same(measures.Accuracy.Value, attack.Accuracy?.Value, file, $"{place}.accuracy.value");
        }
        else
        {
            var measures = MembershipMeasures.Of(MembershipScores.Read(file), random, once);
            Same(measures.Federations, attack.Federations, file, $"{place}.federations");
            Same(measures.Members, attack.Members, file, $"{place}.members");
            Same(measures.NonMembers, attack.NonMembers, file, $"{place}.nonMembers");
            Same(measures.Auc.Value, attack.Auc?.Value, file, $"{place}.auc.value");
        }
    }

    private static void Same(double scores, double? results, string file, string place)
    {
        if (results is not { } told || Math.Abs(told - scores) > Rounding)
        {
            throw new ResultsFileException(
                $"{place}: found {results?.ToString("R", CultureInfo.InvariantCulture) ?? "null"}; allowed is "
                + $"{scores.ToString("R", CultureInfo.InvariantCulture)}, which the scores in {file} give: they are not the scores of these results.");
        }
    }
}
