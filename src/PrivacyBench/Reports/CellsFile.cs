using System.Globalization;
using System.Text;
using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>Every attack in every cell as CSV, one row each; empty where nothing was measured.</summary>
internal static class CellsFile
{
    public const string Name = "cells.csv";

    private static readonly string[] Header =
    [
        "partition", "defense", "position", "goal", "attack", "status", "advantage", "advantage_low", "advantage_high", "auc", "auc_low", "auc_high",
        "accuracy", "guess", "epsilon_lower_bound", "members", "non_members", "federations",
    ];

    public static string Of(IReadOnlyList<Cell> cells)
    {
        var text = new StringBuilder().AppendJoin(',', Header).Append('\n');
        foreach (var cell in cells)
        {
            foreach (var attack in cell.Attacks)
                text.AppendJoin(',', Row(cell, attack).Select(Quoted)).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Row(Cell cell, AttackResult attack) =>
    [
        cell.Partition, cell.Defense, cell.Position, attack.Goal.Name(), attack.Name,
        attack.Status switch { AttackStatus.Ran => "ran", AttackStatus.Blocked => "blocked", _ => "notSeen" },
        .. Ends(attack.Advantage), .. Ends(attack.Auc), Number(attack.Accuracy?.Value), Number(attack.Guess?.Value), Number(attack.EpsilonLowerBound),
        Number(attack.Members), Number(attack.NonMembers), Number(attack.Federations),
    ];

    private static string[] Ends(Rate? rate) => [Number(rate?.Value), Number(rate?.Low), Number(rate?.High)];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>As RFC 4180 has it; a leading sign of a formula is kept from spreadsheets.</summary>
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && "=+@".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
