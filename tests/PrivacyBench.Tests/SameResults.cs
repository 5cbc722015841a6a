using System.Text.Json.Nodes;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests;

/// <summary>results.json without what may differ between runs of one seed: the machine, the clock, and measured seconds and memory.</summary>
internal static class SameResults
{
    private static readonly string[] Measured = ["trainingSeconds", "plain", "clientSeconds", "serverSeconds", "peakMemoryBytes", "modelledRoundSeconds"];

    public static string Bytes(Results results) => Bytes(ResultsFile.ToBytes(results));

    public static string Bytes(byte[] file)
    {
        var json = (JsonObject)JsonNode.Parse(file)!;
        json.Remove("environment");
        ((JsonObject)json["provenance"]!).Remove("started");
        ((JsonObject)json["provenance"]!).Remove("finished");
        foreach (var defense in (JsonArray)json["defenses"]!)
        {
            var cost = (JsonObject)defense!["cost"]!;
            foreach (var measured in Measured)
            {
                Assert.That(cost.Remove(measured), measured);
            }

            if (cost["setUp"] is JsonObject keys)
            {
                Assert.That(keys.Remove("clientSeconds") && keys.Remove("serverSeconds"));
            }
        }

        return json.ToJsonString();
    }
}
