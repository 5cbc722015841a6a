using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench list</c>: what a scenario can name.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var verb = new Verb("list", "Lists what a scenario can name: attacks, defenses, positions and so on.", "privacybench list attacks");
        foreach (var (name, listing) in Listing.All)
        {
            verb.Add(Create(name, listing));
        }

        return verb;
    }

    private static Verb Create(string name, Listing listing)
    {
        var json = JsonText.Option();
        var verb = new Verb(name, listing.Summary, $"privacybench list {name} --json") { json };
        verb.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var entries = listing.Entries();
            if (parsed.GetValue(json))
            {
                JsonText.Write(new JsonArray([.. entries.Select(e => e.ToJson())]), output);
            }
            else
            {
                Write(entries, Screen.On(output));
            }
        });
        return verb;
    }

    private static void Write(IReadOnlyList<ListEntry> entries, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("name").NoWrap());
        table.AddColumn("what it is");
        // A column that is empty for all of a kind would only narrow the others.
        string[] facts = [.. entries.SelectMany(e => e.Facts.Where(f => f.Value.Count > 0).Select(f => f.Key)).Distinct()];
        foreach (var fact in facts)
        {
            table.AddColumn(Words(fact));
        }

        table.AddColumn("source");
        foreach (var entry in entries)
        {
            string[] cells = [entry.Name, entry.Summary, .. entry.Facts.Where(f => facts.Contains(f.Key)).Select(f => string.Join(", ", f.Value)), entry.Source];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    /// <summary>A camel-case key in words: "protectsFrom" is "protects from".</summary>
    private static string Words(string key) =>
        string.Concat(key.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
