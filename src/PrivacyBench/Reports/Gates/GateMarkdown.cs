using System.Text;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Gates;

/// <summary>A gate as GitHub Markdown, for the summary page of a CI run: what decides it first, all numbers folded below.</summary>
internal static class GateMarkdown
{
    public static string Of(GateReport gate)
    {
        var text = new StringBuilder();
        text.Append("## ").Append(Words.Mark(gate.Verdict)).Append(" Privacy gate of ").Append(MarkdownReport.Plain(gate.Scenario)).Append("\n\n");
        text.Append(MarkdownReport.Plain(GateWords.Sentence(gate))).Append("\n\n");
        var notable = GateWords.Rows(gate).Where(r => r.Verdict != Verdict.Holds || r.IsBetter).ToList();
        if (notable.Count > 0)
            Table(text, notable);
        if (gate.Better.Any())
            text.Append("To record what is better: `").Append(gate.ToMove).Append("`\n\n");
        text.Append("<details><summary>All ").Append(gate.Numbers.Count + gate.Claims.Count).Append(" numbers and claims</summary>\n\n");
        Table(text, [.. GateWords.Rows(gate)]);
        text.Append("</details>\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, IReadOnlyList<GateRow> rows)
    {
        text.Append("| verdict | what | evidence |\n| --- | --- | --- |\n");
        foreach (var row in rows)
        {
            text.Append("| ").Append(Words.Mark(row.Verdict)).Append(' ').Append(Words.Of(row.Verdict)).Append(row.IsBetter ? ", better" : "").Append(" | ")
                .Append(MarkdownReport.Plain(row.What)).Append(" | ").Append(MarkdownReport.Plain(row.Evidence)).Append(" |\n");
        }

        text.Append('\n');
    }
}
