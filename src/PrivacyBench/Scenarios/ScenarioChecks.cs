using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Scenarios;

/// <summary>Whether a scenario, right in itself, can be evaluated on its data set.</summary>
internal static class ScenarioChecks
{
    /// <summary>Refuses a scenario that asks for more than its data set has.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="data">The data set, each of its records distinct.</param>
    /// <exception cref="ScenarioException">With every mistake; its file is the scenario's name.</exception>
    public static void Fits(Scenario scenario, Dataset data)
    {
        ScenarioMistake[] mistakes = [.. TooFewRecords(scenario.Federation, data.Count), .. Defenses(scenario, data)];
        if (mistakes.Length > 0)
        {
            throw new ScenarioException(scenario.Name, mistakes);
        }
    }

    internal static IEnumerable<ScenarioMistake> TooFewRecords(FederationSettings federation, int records)
    {
        var needed = (2L * federation.Clients * federation.RecordsPerClient) + RecordSplit.FewestOthers;
        var most = Math.Max(records - RecordSplit.FewestOthers, 0) / 2 / federation.Clients;
        if (needed > records)
        {
            yield return new(
                "federation.recordsPerClient",
                FormattableString.Invariant($"{federation.RecordsPerClient} for each of {federation.Clients} clients"),
                (most > 0 ? FormattableString.Invariant($"at most {most}, or fewer clients") : "fewer clients, or a larger data set")
                + FormattableString.Invariant($"; the data set has {records} distinct records and {needed} are needed: the members, ")
                + FormattableString.Invariant($"as many non-members, and {RecordSplit.FewestOthers} that nobody trains on"));
        }
    }

    /// <summary>A defense may find only now that its parameters do not fit the federation's size.</summary>
    private static IEnumerable<ScenarioMistake> Defenses(Scenario scenario, Dataset data)
    {
        var model = new Model(scenario.Federation.Architecture, data.FeatureCount, data.ClassNames.Count);
        var size = new FederationSize(scenario.Federation.Clients, scenario.Federation.Rounds, model.ParameterCount);
        foreach (var (i, stack) in scenario.Defenses.Index())
        {
            if (Refusal(stack, size) is { } reason)
            {
                yield return new(FormattableString.Invariant($"defenses[{i}]"), stack.Label, reason.ReplaceLineEndings(" ").TrimEnd('.'));
            }
        }
    }

    private static string? Refusal(DefenseStack stack, FederationSize size)
    {
        try
        {
            stack.For(size);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
