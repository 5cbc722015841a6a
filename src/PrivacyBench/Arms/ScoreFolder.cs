using System.Security.Cryptography;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Arms;

/// <summary>Which scores: of one attack from one position in one arm, for one goal.</summary>
internal sealed record ScoreName(string Partition, string Defense, string Position, string Attack, Goal Goal)
{
    /// <summary>The file's name: the labels with every character that a file name might not take replaced.</summary>
    public string File => $"{string.Join("--", new[] { Partition, Defense, Position, Attack, Goal.Name() }.Select(Plain))}.csv";

    private static string Plain(string label) => string.Join(
        '-', new string([.. label.Replace("ε", "eps", StringComparison.Ordinal).Replace("σ", "sigma", StringComparison.Ordinal)
            .Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The folder of score files: a row for each federation and record, so that everybody can recompute every number.</summary>
/// <param name="folder">The report's folder.</param>
internal sealed class ScoreFolder(string folder)
{
    private const string Name = "scores";
    private readonly Dictionary<string, object> written = [];

    /// <summary>Writes scores whole, and says under which name.</summary>
    public string Write(ScoreName name, GoalScores scores) => scores switch
    {
        MembershipGoalScores membership => Write(name, membership.Federations, MembershipScores.Write),
        SourceGoalScores source => Write(name, source.Federations, SourceScores.Write),
        _ => throw new ArgumentOutOfRangeException(nameof(scores), scores, "No file is known for these scores."),
    };

    /// <summary>The scores of a membership attack.</summary>
    /// <exception cref="ScoreFileException">The file is damaged.</exception>
    public IReadOnlyList<ScoredFederation> Membership(string file) => Read(file, MembershipScores.Read);

    /// <summary>The answers of a source attack.</summary>
    /// <exception cref="ScoreFileException">The file is damaged.</exception>
    public IReadOnlyList<AnsweredFederation> Source(string file) => Read(file, SourceScores.Read);

    /// <summary>The SHA-256 of a score file in hexadecimal digits, or null where it is not there.</summary>
    public string? SumOf(string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : null;
    }

    private string Write<T>(ScoreName name, IReadOnlyList<T> cell, Action<string, IReadOnlyList<T>> write)
    {
        var relative = $"{Name}/{name.File}";
        WholeFile.Write(Path.Combine(folder, relative), unfinished => write(unfinished, cell));
        written[relative] = cell;
        return relative;
    }

    private IReadOnlyList<T> Read<T>(string relative, Func<string, IReadOnlyList<T>> read) =>
        written.TryGetValue(relative, out var cell) ? (IReadOnlyList<T>)cell : read(Path.Combine(folder, relative));
}
