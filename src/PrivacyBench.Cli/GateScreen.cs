using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Verdicts;
using Spectre.Console;

namespace PrivacyBench.Cli;

/// <summary>A gate on a screen: what decides it, and how to move the baseline where numbers are better.</summary>
internal static class GateScreen
{
    public static void Write(GateReport gate, IAnsiConsole console)
    {
        var rows = GateWords.Rows(gate).Where(r => r.Verdict != Verdict.Holds || r.IsBetter || r.What.StartsWith("claim", StringComparison.Ordinal)).ToList();
        if (rows.Count > 0)
        {
            var table = new Table().Border(TableBorder.Horizontal)
                .AddColumn(new TableColumn("verdict") { NoWrap = true }).AddColumn("what").AddColumn("evidence");
            foreach (var row in rows)
            {
                var colour = row.Verdict switch { Verdict.Holds => "green", Verdict.Fails => "red", _ => "yellow" };
                var verdict = Words.Of(row.Verdict) + (row.IsBetter ? ", better" : "");
                table.AddRow($"[{colour}]{verdict}[/]", Markup.Escape(row.What), Markup.Escape(row.Evidence));
            }

            console.Write(table);
        }

        console.Write(new Text(GateWords.Sentence(gate)));
        console.WriteLine();
        if (gate.Better.Any())
        {
            console.Write(new Text($"To record what is better: {gate.ToMove}"));
            console.WriteLine();
        }
    }
}
