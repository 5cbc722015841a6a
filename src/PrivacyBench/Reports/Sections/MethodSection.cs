using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class MethodSection
{
    public static ReportSection Of(Results results) => new("method", "Method")
    {
        Figure = results.Defenses.Count == 0 ? null : AccuracyFigure.Of(results.Defenses),
        Paragraphs =
        [
            "Federations are trained again and again from independent random streams. Each is attacked in turn from every position with what that "
            + "position can observe and nothing else; further federations, which are never attacked, serve as the adversary's references. The truth is joined to the scores only afterwards.",
        ],
        Points =
        [
            "Membership advantage is the true-positive rate less the false-positive rate at a threshold chosen on other federations. "
                + "Source advantage is (accuracy − guess)/(1 − guess), where the guess is the best of three that need no view: the largest client, the client with the most records of that label, and, where clients have a natural origin, a classifier of the client from the record itself.",
            "Records of one federation share a model, so intervals resample federations first and records inside them.",
            "The strongest attack is chosen on half of the federations and measured on the other half, both ways; it is never the best of all estimates.",
            "A defense is compared with the undefended run on the same seeds, members and partitions.",
            "Positive control: where the undefended run does not beat chance, the report says “no power” and praises no defense.",
        ],
        Tables = [Setting(results)],
    };

    private static ReportTable Setting(Results results)
    {
        string[][] paths =
        [
            ["dataset", "name"], ["dataset", "path"], ["federation", "clients"], ["federation", "recordsPerClient"], ["federation", "rounds"],
            ["federation", "participation"], ["federation", "clientsPerRound"], ["federation", "sampling"], ["federation", "dropout"], ["federation", "weighting"],
            ["federation", "architecture", "kind"], ["federation", "local", "epochs"],
            ["federation", "local", "batchSize"], ["federation", "local", "learningRate"], ["federation", "strategy"],
            ["trials", "federations"], ["trials", "updateRounds"], ["trials", "confidence"],
        ];
        var rows = from path in paths
                   let text = ScenarioText.At(results.Scenario, path)
                   where text is not null
                   select (IReadOnlyList<ReportCell>)[string.Join(".", path), text];
        return new("The setting (results.json holds every default)", ["Scenario key", "Value"], [.. rows]);
    }
}
