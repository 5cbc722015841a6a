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
        var table = new Table().Border(TableBorder.Simple).HideHeaders();
        table.AddColumn(new TableColumn("name").NoWrap());
        table.AddColumn("what it is");
        foreach (var entry in entries)
        {
            // In one column beside the name: six narrow ones would break every sentence to pieces.
            table.AddRow(new Text(entry.Name), new Rows(new Text(entry.Summary), new Text(Facts(entry), new Style(decoration: Decoration.Dim))));
        }

        console.Write(table);
    }

    private static string Facts(ListEntry entry) => string.Join(
        " · ", [.. entry.Facts.Where(f => f.Value.Count > 0).Select(f => $"{Words(f.Key)}: {string.Join(", ", f.Value)}"), entry.Source]);

    /// <summary>A camel-case key in words: "protectsFrom" is "protects from".</summary>
    private static string Words(string key) =>
        string.Concat(key.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
