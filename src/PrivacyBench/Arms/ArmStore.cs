using System.Text.Json;
using PrivacyBench.Reports;

namespace PrivacyBench.Arms;

/// <summary>
/// Keeps each arm's result in a file named after all that decides its numbers, written once and whole. Resuming is finding out which
/// are not there yet.
/// </summary>
internal sealed class ArmStore
{
    private readonly string arms;
    private readonly ArmIdentity identity;

    /// <param name="folder">The report's folder.</param>
    /// <param name="identity">What decides the numbers of the arms that are kept.</param>
    /// <param name="resume">Whether what an earlier run left is used; else it is deleted.</param>
    public ArmStore(string folder, ArmIdentity identity, bool resume)
    {
        this.identity = identity;
        arms = Path.Combine(folder, "arms");
        Scores = new(folder);
        foreach (var old in new[] { arms, Path.Combine(folder, "scores") }.Where(d => !resume && Directory.Exists(d)))
        {
            Directory.Delete(old, recursive: true);
        }

        Directory.CreateDirectory(arms);
    }

    /// <summary>The folder of scores.</summary>
    public ScoreFolder Scores { get; }

    /// <summary>An arm's result, if an earlier run finished it and its scores are still those that it was measured on.</summary>
    public ArmResult? Find(Arm arm)
    {
        var file = FileOf(arm);
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<ArmResult>(File.ReadAllBytes(file), ResultsFile.Options) : null;
        return kept is not null && kept.ScoreSums.All(of => Scores.SumOf(of.Key) == of.Value) ? kept : null;
    }

    /// <summary>Writes an arm's result and returns it.</summary>
    public ArmResult Keep(Arm arm, ArmResult result)
    {
        var files = result.Cells.SelectMany(cell => cell.Attacks).Select(attack => attack.Scores).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        var kept = result with { ScoreSums = files.ToDictionary(file => file, file => Scores.SumOf(file)!) };
        WholeFile.Write(FileOf(arm), JsonSerializer.SerializeToUtf8Bytes(kept, ResultsFile.Options));
        return kept;
    }

    private string FileOf(Arm arm) => Path.Combine(arms, $"{identity.NameOf(arm)}.json");
}
