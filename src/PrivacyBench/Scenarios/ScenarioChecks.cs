using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;

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
        ScenarioMistake[] mistakes =
        [
            .. TooFewRecords(scenario.Federation, data.Count),
            .. Partitions(scenario, data) is [_, ..] wrong ? wrong : PublicRecords(scenario.Federation, data),
            .. scenario.Federation.Architecture.WhyUnfit(data) is { } fitting
                ? [new("federation.architecture", $"{scenario.Federation.Architecture.Label} on {data.Name}", fitting)]
                : Defenses(scenario, data),
        ];
        if (mistakes.Length > 0)
        {
            throw new ScenarioException(scenario.Name, mistakes);
        }
    }

    internal static IEnumerable<ScenarioMistake> TooFewRecords(FederationSettings federation, int records)
    {
        var needed = (2L * federation.Clients * federation.RecordsPerClient) + RecordSplit.FewestOthers;
        var most = Math.Max(records - RecordSplit.FewestOthers, 0) / 2 / federation.Clients;
        // Natural clients bring as many records as they have: the number asked for is only the most that one trains on.
        if (needed > records && federation.Partitions.Any(partition => partition is not Natural))
        {
            yield return new(
                "federation.recordsPerClient",
                FormattableString.Invariant($"{federation.RecordsPerClient} for each of {federation.Clients} clients"),
                (most > 0 ? FormattableString.Invariant($"at most {most}, or fewer clients") : "fewer clients, or a larger data set")
                + FormattableString.Invariant($"; the data set has {records} distinct records and {needed} are needed: the members, ")
                + FormattableString.Invariant($"as many non-members, and {RecordSplit.FewestOthers} that nobody trains on"));
        }
    }

    /// <summary>A partition may find only now that the data set has no natural clients, or too few.</summary>
    private static List<ScenarioMistake> Partitions(Scenario scenario, Dataset data) =>
    [
        .. from partition in scenario.Federation.Partitions.Index()
           let reason = Refusal(() => Split(partition.Item, scenario.Federation, data))
           where reason is not null
           select new ScenarioMistake(FormattableString.Invariant($"federation.partitions[{partition.Index}]"), partition.Item.Label, reason),
    ];

    /// <summary>Public records are taken from those that nobody trains on.</summary>
    private static IEnumerable<ScenarioMistake> PublicRecords(FederationSettings federation, Dataset data)
    {
        if (federation.Strategy.Predictions is { } predictions)
        {
            var others = federation.Partitions.Min(partition => Others(partition, federation, data));
            if (others - predictions.Records < RecordSplit.FewestOthers)
            {
                yield return new(
                    "federation.strategy.publicRecords",
                    FormattableString.Invariant($"{predictions.Records}"),
                    FormattableString.Invariant($"at most {Math.Max(0, others - RecordSplit.FewestOthers)}: nobody trains on {Math.Max(0, others)} records, ")
                    + FormattableString.Invariant($"of which {RecordSplit.FewestOthers} are needed otherwise"));
            }
        }
    }

    /// <summary>How many records nobody trains on.</summary>
    private static int Others(Partition partition, FederationSettings federation, Dataset data) =>
        partition.Groups(partition.Held(data, federation.Clients, new RandomStream(0)), federation.Clients, federation.RecordsPerClient)
            .Sum(group => group.Records.Count - (2 * group.Members));

    private static void Split(Partition partition, FederationSettings federation, Dataset data)
    {
        var others = Others(partition, federation, data);
        if (partition is Natural && others < RecordSplit.FewestOthers)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{others} records of these clients are left that nobody trains on; {RecordSplit.FewestOthers} are needed, so lower federation.recordsPerClient"));
        }
    }

    /// <summary>A defense may find only now that its parameters do not fit the federation's size.</summary>
    private static IEnumerable<ScenarioMistake> Defenses(Scenario scenario, Dataset data)
    {
        var model = new Model(scenario.Federation.Architecture, data.FeatureCount, data.ClassNames.Count);
        var size = new FederationSize(scenario.Federation.Clients, scenario.Federation.Rounds, scenario.Federation.Strategy.SharedValues(model))
        {
            RecordsPerClient = scenario.Federation.RecordsPerClient,
            Local = scenario.Federation.Strategy.Local(scenario.Federation.Local),
            Participation = scenario.Federation.Participants,
        };
        foreach (var (i, stack) in scenario.Defenses.Index())
        {
            if (Refusal(() => stack.For(size)) is { } reason)
            {
                yield return new(FormattableString.Invariant($"defenses[{i}]"), stack.Label, reason);
            }
        }
    }

    private static string? Refusal(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return e.Message.ReplaceLineEndings(" ").TrimEnd('.');
        }
    }
}
