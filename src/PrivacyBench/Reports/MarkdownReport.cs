using System.Text;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports;

/// <summary>Draws what fits a pull request as GitHub Markdown: the first screen, the answer, the claims, the matrix, and where the rest is.</summary>
internal static class MarkdownReport
{
    public static string Of(ReportContent content)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Plain(content.Title)).Append("\n\n").Append(Plain(content.First.Tested)).Append("\n\n**")
            .Append(Plain(content.First.Badge)).Append("**\n\n");
        if (content.First.Tiles.Count > 0)
        {
            Row(text, ["", "Undefended", "Best defense"]);
            Row(text, ["---", "---", "---"]);
            foreach (var tile in content.First.Tiles)
                Row(text, [Plain(tile.Title), $"**{Plain(tile.Found)}**<br>{Plain(tile.By)}", Plain(tile.Under)]);
            text.Append('\n');
        }

        foreach (var warning in content.First.Warnings)
            text.Append("> ").Append(Plain(warning)).Append("\n\n");
        if (content.AnswerFigure is { } answer)
            Write(text, answer);
        text.Append("## The answer\n\n");
        foreach (var sentence in content.Answer)
            text.Append("- ").Append(Plain(sentence)).Append('\n');
        text.Append('\n');
        foreach (var section in content.Sections.Where(s => s.IsInSummary))
            Write(text, section);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder text, ReportSection section)
    {
        text.Append("### ").Append(Plain(section.Title)).Append("\n\n");
        foreach (var paragraph in section.Paragraphs)
            text.Append(Plain(paragraph)).Append("\n\n");
        foreach (var point in section.Points)
            text.Append("- ").Append(Plain(point)).Append('\n');
        if (section.Points.Count > 0)
            text.Append('\n');
        if (section.Command is { } command)
            text.Append("```\n").Append(command.Replace("```", "` ` `", StringComparison.Ordinal)).Append("\n```\n\n");
        if (section.Figure is { } figure)
            Write(text, figure);
        foreach (var table in section.Tables)
            Write(text, table);
        foreach (var link in section.Links)
            text.Append("- [").Append(Plain(link.File)).Append("](").Append(link.File).Append("): ").Append(Plain(link.What)).Append('\n');
        if (section.Links.Count > 0)
            text.Append('\n');
        if (section.IsSigned)
            text.Append("Name: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ Date: \\_\\_\\_\\_\\_ Signature: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n\n");
    }

    private static void Write(StringBuilder text, Figure figure) =>
        text.Append("![").Append(Plain(figure.Title)).Append("](figures/").Append(figure.Name).Append(".png)\n\n*")
            .Append(Plain(figure.Title)).Append(".* ").Append(Plain(figure.Caption)).Append("\n\n");

    private static void Write(StringBuilder text, ReportTable table)
    {
        if (table.Folded is { } title)
            text.Append("<details><summary>").Append(Plain(title)).Append("</summary>\n\n");
        text.Append("**").Append(Plain(table.Caption)).Append("**\n\n");
        Row(text, table.Headers.Select(Plain));
        Row(text, table.Headers.Select(_ => "---"));
        foreach (var row in table.Rows)
            Row(text, row.Select(c => Plain(c.Text) + (c.Detail.Length > 0 ? "<br>" + Plain(c.Detail) : "")));
        text.Append(table.Folded is null ? "\n" : "\n</details>\n\n");
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Text that Markdown and its HTML leave as it is.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => plain.Append("&lt;"),
                '>' => plain.Append("&gt;"),
                '&' => plain.Append("&amp;"),
                '\n' or '\r' => plain.Append(' '),
                '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '#' => plain.Append('\\').Append(c),
                _ => plain.Append(c),
            };
        }

        return plain.ToString();
    }
}
