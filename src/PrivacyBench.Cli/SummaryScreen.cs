using PrivacyBench.Reports;
using PrivacyBench.Reports.Figures;
using PrivacyBench.Reports.Sentences;
using PrivacyBench.Verdicts;
using Spectre.Console;

namespace PrivacyBench.Cli;

/// <summary>
/// What an evaluation found, for a screen of 80 columns or more: what each group of equal defenses leaves and costs, and the answer last. With
/// everything asked for, the whole matrix, the costs, the claims and the answer in full come before it.
/// </summary>
internal static class SummaryScreen
{
    private const int RowHeaderWidth = 24;
    private const int CellWidth = 23;
    private const int ColumnGap = 3;
    private const int NameWidth = 18;
    private const int WideEnough = 100;
    private static readonly string[] Costed = ["accuracy", "upload"];

    /// <summary>Writes it.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="console">Where to.</param>
    /// <param name="isVerbose">Whether everything is asked for.</param>
    public static void Write(Results results, IAnsiConsole console, bool isVerbose)
    {
        var tables = SummaryTable.All(results);
        if (isVerbose)
        {
            Everything(tables, results, console);
        }
        else if (tables.Count > 0)
        {
            // The partition from which most is learnt; the others are in the report.
            var worst = Enum.GetValues<Goal>().Select(g => Leak.Worst(tables, g)).OfType<Leak>().OrderByDescending(l => l.Advantage.Value).FirstOrDefault()?.Table ?? tables[0];
            Groups(worst, results, console);
        }

        First(FirstScreen.Of(tables, results), console);
    }

    private static void Everything(IReadOnlyList<SummaryTable> tables, Results results, IAnsiConsole console)
    {
        foreach (var table in tables)
        {
            Write(table, console);
        }

        Legend(console, results);
        Costs(results, console);
        Claims(results.Claims, console);
        Alarms(Outcome.Of(results), console);
        console.WriteLine();
        var answer = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(1)).AddColumn();
        foreach (var sentence in Answers.Of(tables, results))
        {
            answer.AddRow(new Text("•"), new Text(sentence));
        }

        console.Write(answer);
    }

    /// <summary>A row for each group of equal defenses: the most that any position learns, goal by goal, and what it costs.</summary>
    private static void Groups(SummaryTable summary, Results results, IAnsiConsole console)
    {
        var goals = summary.Rows.Select(r => r.Goal).Distinct().ToList();
        var table = new Table().Border(TableBorder.Horizontal).Title(Markup.Escape($"The most that any position learns (0 is guessing), partition {summary.Partition}"));
        var isWide = console.Profile.Width >= WideEnough;
        table.AddColumn("defense");
        foreach (var header in Costed.Concat(goals.Select(g => Chart.Wrap(Words.Of(g).ToLowerInvariant(), CellWidth - ColumnGap))))
        {
            table.AddColumn(new TableColumn(header).NoWrap());
        }

        foreach (var group in EqualDefenses.Of(summary, results.Defenses))
        {
            string[] cells =
            [
                Chart.Wrap(group.Name, NameWidth),
                group.Costs is { } costs ? Numbers.Fixed(costs.Utility.TestAccuracy.Value) : "–",
                group.Costs is { } sent ? Numbers.Bytes(sent.Cost.UploadBytesPerClientPerRound) : "–",
                .. goals.Select(goal => Most(summary, group, goal, isWide)),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    /// <summary>With its interval where there is room.</summary>
    private static string Most(SummaryTable summary, EqualDefenses group, Goal goal, bool isWide)
    {
        var cells = group.Cells.Where((_, i) => summary.Rows[i].Goal == goal).ToList();
        return cells.Where(c => c.Advantage is not null).MaxBy(c => c.Advantage!.Value.High) is { } most
            ? isWide ? most.Text : Numbers.Fixed(most.Advantage!.Value.Value)
            : cells.Exists(c => c.State == SummaryState.Blocked) ? "cannot run" : cells[0].Text;
    }

    /// <summary>The answer: a paragraph for each goal, what must not be overlooked, and the verdict.</summary>
    private static void First(FirstScreen first, IAnsiConsole console)
    {
        console.WriteLine();
        var answer = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(1)).AddColumn();
        foreach (var tile in first.Tiles)
        {
            answer.AddRow(new Text("•"), new Text($"{tile.Title} {tile.Found} {tile.By}; {tile.Under}."));
        }

        foreach (var warning in first.Warnings)
        {
            answer.AddRow(new Markup("[yellow]![/]"), new Text(warning));
        }

        console.Write(answer);
        var colour = first.Kind switch { "holds" => "green", "fails" => "red", "inconclusive" => "yellow", _ => "default" };
        console.MarkupLine($"[{colour}]Verdict: {Markup.Escape(first.Badge)}[/]");
    }

    /// <summary>As many defenses beside one another as fit, the others below.</summary>
    private static void Write(SummaryTable summary, IAnsiConsole console)
    {
        var beside = Math.Max(1, (console.Profile.Width - RowHeaderWidth) / CellWidth);
        foreach (var columns in Enumerable.Range(0, summary.Defenses.Count).Chunk(beside))
        {
            var table = new Table().Border(TableBorder.Horizontal).Title(Markup.Escape($"Advantage of the strongest adversary, partition {summary.Partition}"));
            table.AddColumn("position, goal");
            foreach (var column in columns)
            {
                // A long name without a space would be cut off.
                table.AddColumn(Markup.Escape(Chart.Wrap(summary.Defenses[column], CellWidth - ColumnGap)));
            }

            foreach (var row in summary.Rows)
            {
                var header = $"{row.Position}, {Words.Of(row.Goal).ToLowerInvariant()}";
                table.AddRow([Markup.Escape(header), .. columns.Select(column => Cell(row.Cells[column]))]);
            }

            console.WriteLine();
            console.Write(table);
        }
    }

    private static string Cell(SummaryCell cell)
    {
        var text = Markup.Escape(cell.Remark.Length == 0 ? cell.Text : $"{cell.Text}\n{cell.Remark}");
        return $"[{Colour(cell)}]{text}[/]";
    }

    /// <summary>By how much the advantage shrank; what the position never sees anyway is no defense's merit.</summary>
    private static string Colour(SummaryCell cell) => cell switch
    {
        { State: SummaryState.Blocked or SummaryState.NearZero } => "green",
        { State: SummaryState.NoPower or SummaryState.Untested or SummaryState.NotSeen } => "grey",
        { Shrink.Ratio: { } ratio } when ratio.Below(0.5) => "green",
        { Shrink.Ratio: { } ratio } when ratio.Below(1) => "yellow",
        _ => "red",
    };

    private static void Legend(IAnsiConsole console, Results results)
    {
        var confidence = (double?)results.Scenario["trials"]?["confidence"];
        var interval = confidence is { } c ? $"{Numbers.Significant(100 * c)}% interval" : "interval";
        console.Write(new Text(
            $"0 is guessing, 1 is always right; in brackets the {interval}. Below it the change against no defense. "
            + "\"cannot run\": the defense takes away what the attacks need, by construction. \"not seen\": the position never sees it. \"no power\": the attacks fail undefended too, so this says nothing."));
        console.WriteLine();
    }

    private static void Costs(Results results, IAnsiConsole console)
    {
        foreach (var partition in results.Defenses.GroupBy(d => d.Partition))
        {
            var table = new Table().Border(TableBorder.Horizontal).Title(Markup.Escape($"What it costs, for one client and round, partition {partition.Key}"));
            foreach (var header in new[] { "defense", "accuracy", "upload", "× packed", "training", "client", "server", "mobile round" })
            {
                table.AddColumn(header);
            }

            foreach (var defense in partition)
            {
                var cost = defense.Cost;
                string[] cells =
                [
                    defense.Defense, Numbers.Fixed(defense.Utility.TestAccuracy.Value), Numbers.Bytes(cost.UploadBytesPerClientPerRound),
                    Numbers.Significant(cost.Expansion), defense == partition.First() || cost.ChangesTraining ? Numbers.Seconds(cost.TrainingSeconds.Value) : "unchanged", Numbers.Seconds(cost.ClientSeconds.Value), Numbers.Seconds(cost.ServerSeconds.Value),
                    Numbers.Seconds(cost.ModelledRoundSeconds.Mobile),
                ];
                table.AddRow([.. cells.Select(Markup.Escape)]);
            }

            console.WriteLine();
            console.Write(table);
        }
    }

    /// <summary>What must not be overlooked: guarantees that the attacks refute, and a run that cannot be trusted.</summary>
    private static void Alarms(Outcome outcome, IAnsiConsole console)
    {
        foreach (var sentence in outcome.Refuted.Select(p => p.Sentence).Concat(outcome.Insane.Select(s => $"Sanity: {s.Rule} fails at {s.Place}: {s.Evidence}.")))
        {
            console.MarkupLine($"[red]{Markup.Escape(sentence)}[/]");
        }
    }

    private static void Claims(IReadOnlyList<ClaimResult> claims, IAnsiConsole console)
    {
        if (claims.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Horizontal).Title("Claims")
            .AddColumn(new TableColumn("verdict") { NoWrap = true }).AddColumn("claim").AddColumn(new TableColumn("partition") { NoWrap = true }).AddColumn("evidence");
        foreach (var claim in claims)
        {
            var colour = claim.Verdict switch { Verdict.Holds => "green", Verdict.Fails => "red", _ => "yellow" };
            table.AddRow(
                $"[{colour}]{Words.Of(claim.Verdict)}[/]", Markup.Escape(Words.Of(claim.Claim)), Markup.Escape(claim.Partition),
                Markup.Escape(claim.Evidence));
        }

        console.WriteLine();
        console.Write(table);
    }
}
