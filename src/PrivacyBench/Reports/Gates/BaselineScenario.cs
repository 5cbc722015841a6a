using System.Text.Json.Nodes;

namespace PrivacyBench.Reports.Gates;

/// <summary>The part of a scenario that decides what its numbers mean: two runs can be compared only where it is the same.</summary>
internal static class BaselineScenario
{
    /// <summary>Names, seeds, the number of repetitions and claims change no number's meaning.</summary>
    private static readonly string[] Without = ["name", "seed", "trials", "claims", "accuracyLoss"];

    public static JsonObject Of(Results results)
    {
        var scenario = (JsonObject)results.Scenario.DeepClone();
        foreach (var name in Without)
            scenario.Remove(name);
        return scenario;
    }

    /// <summary>Checks that a baseline was recorded with the scenario and the data of these results.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="results">The results.</param>
    /// <param name="file">The baseline's file, for the message.</param>
    /// <exception cref="ResultsFileException">They differ; the message says where.</exception>
    public static void Check(Baseline baseline, Results results, string file)
    {
        const string remedy = "to record the new one: privacybench baseline DIR --out FILE --reason TEXT";
        if (Differing(baseline.Scenario, Of(results), "$.scenario") is { } found)
            throw ResultsFileException.At(file, found.Path, found.Baseline, $"{found.Results}, as in the results: the baseline is another scenario's; {remedy}");
        if (baseline.DatasetChecksum != results.Provenance.DatasetChecksum)
        {
            throw ResultsFileException.At(
                file, "$.datasetChecksum", baseline.DatasetChecksum, $"{results.Provenance.DatasetChecksum}, as in the results: the data set changed; {remedy}");
        }
    }

    /// <summary>The first place where two scenarios differ.</summary>
    private static (string Path, string Baseline, string Results)? Differing(JsonNode? baseline, JsonNode? results, string path)
    {
        if (JsonNode.DeepEquals(baseline, results))
            return null;
        return (baseline, results) switch
        {
            // A key that the baseline lacks came with a later version, and its default is what was done before.
            (JsonObject a, JsonObject b) => a.Select(p => Differing(p.Value, b[p.Key], $"{path}.{p.Key}")).FirstOrDefault(d => d is not null),
            (JsonArray a, JsonArray b) when a.Count == b.Count => a.Select((_, i) => Differing(a[i], b[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null),
            _ => (path, Text(baseline), Text(results)),
        };
    }

    private static string Text(JsonNode? node)
    {
        var text = node?.ToJsonString(ResultsFile.Options).ReplaceLineEndings(" ") ?? "nothing";
        return text.Length <= 200 ? text : text[..200] + "…";
    }
}
