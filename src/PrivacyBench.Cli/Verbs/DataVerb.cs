using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Data;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench data</c>: data sets, where each comes from, licence, checksum.</summary>
internal static class DataVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The data set's name in the catalogue." };

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        var list = new Verb("list", "Lists the data sets.", "privacybench data list");
        list.SetAction(parsed =>
        {
            foreach (var (name, entry) in DatasetCatalogue.Datasets)
            {
                parsed.InvocationConfiguration.Output.WriteLine($"{name,-26} {entry.Summary}");
            }
        });
        var show = new Verb("show", "Tells where a data set comes from, its licence and checksum.", "privacybench data show digits") { Name, Json };
        show.SetAction(parsed => Show(parsed.GetRequiredValue(Name), parsed.GetValue(Json), parsed.InvocationConfiguration.Output));
        return new Verb("data", "Lists data sets, or shows where one comes from.", "privacybench data show digits") { list, show };
    }

    private static void Show(string name, bool json, TextWriter output)
    {
        if (!DatasetCatalogue.Datasets.TryGetValue(name, out var entry))
        {
            var meant = Nearest.Of(name, DatasetCatalogue.Datasets.Keys) is { } near ? $"did you mean '{near}'? " : "";
            throw new WrongInputException($"NAME: found '{name}'; {meant}allowed: {string.Join(", ", DatasetCatalogue.Datasets.Keys)}.");
        }

        (string Key, JsonNode? Value)[] facts =
        [
            ("name", name), ("summary", entry.Summary), ("records", entry.Records), ("features", entry.Features), ("classes", entry.Classes),
            ("clients", entry.Clients), ("citation", entry.Citation), ("licence", entry.Licence), ("sha256", entry.Checksum), ("howToGet", entry.HowToGet),
            ("downloads", entry.Files.Count == 0 ? null : string.Join(", ", entry.Files.Select(file => file.Address))),
        ];
        if (json)
        {
            JsonText.Write(new JsonObject(facts.Select(f => KeyValuePair.Create(f.Key, f.Value))), output);
            return;
        }

        foreach (var (key, value) in facts.Where(f => f.Value is not null))
        {
            output.WriteLine($"{key,-10} {value}");
        }
    }
}
