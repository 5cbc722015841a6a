using System.Text;

namespace PrivacyBench.Reports;

/// <summary>The matrix of each partition as a LaTeX table, for the package booktabs.</summary>
internal static class TexTables
{
    public const string Name = "tables.tex";

    public static string Of(ReportSection matrix)
    {
        var text = new StringBuilder("% Needs \\usepackage{booktabs} and, for signs such as ε, XeLaTeX or LuaLaTeX.\n");
        foreach (var table in matrix.Tables)
        {
            text.Append("\\begin{table}\n\\caption{").Append(Escaped(table.Caption)).Append("}\n\\begin{tabular}{l").Append('r', table.Headers.Count - 1).Append("}\n\\toprule\n");
            Row(text, table.Headers);
            text.Append("\\midrule\n");
            foreach (var row in table.Rows)
                Row(text, row.Select((cell, i) => i == 0 ? $"{cell.Text}, {cell.Detail}" : cell.Text));
            text.Append("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(" & ", cells.Select(Escaped)).Append(" \\\\\n");

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => escaped.Append("\\textbackslash{}"),
                '~' => escaped.Append("\\textasciitilde{}"),
                '^' => escaped.Append("\\textasciicircum{}"),
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => escaped.Append('\\').Append(c),
                '−' => escaped.Append("$-$"),
                '▲' => escaped.Append("$\\blacktriangle$"),
                _ => escaped.Append(char.IsControl(c) ? ' ' : c),
            };
        }

        return escaped.ToString();
    }
}
