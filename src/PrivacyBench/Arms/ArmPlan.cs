using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Arms;

/// <summary>What a scenario comes to: a data set and the arms, each partition under each defense.</summary>
internal static class ArmPlan
{
    /// <summary>
    /// The arms, partition by partition. The undefended arm is always among them, and first: without it there is no positive
    /// control and nothing to compare a defense with.
    /// </summary>
    /// <exception cref="ScenarioException">The scenario does not fit its data set.</exception>
    public static (Dataset Data, IReadOnlyList<Arm> Arms) Of(Scenario scenario, RandomStream random)
    {
        var data = DatasetLoader.Load(scenario.Dataset).Distinct();
        var settings = scenario.Federation;
        ScenarioChecks.Fits(scenario, data);
        var prepared = settings.Architecture.Prepare(data);
        var plan = new TrainingPlan
        {
            Data = prepared,
            Model = new Model(settings.Architecture, data.FeatureCount, data.ClassNames.Count),
            Local = settings.Local,
            Strategy = settings.Strategy,
            Rounds = settings.Rounds,
            WeighsRecords = settings.Weighting == "records",
            Participation = settings.Participants,
            ReproducibleKeys = scenario.Reproducible,
        };
        var defenses = new[] { DefenseStack.None }.Concat(scenario.Defenses.Where(d => d.Defenses.Count > 0));
        return (data, [.. settings.Partitions.SelectMany(ArmsOf)]);

        IEnumerable<Arm> ArmsOf(Partition partition)
        {
            var held = partition.Held(data, settings.Clients, random.Named("held records"));
            if (settings.Architecture.WhyUnfit(held) is { } fitting)
            {
                throw new ScenarioException(
                    scenario.Name, [new("federation.partitions", $"{partition.Label} under {settings.Architecture.Label}", $"partitions that leave {fitting}")]);
            }

            var split = RecordSplit.Draw(partition.Groups(held, settings.Clients, settings.RecordsPerClient), random.Named("split"))
                .WithPublic(settings.Strategy.Predictions?.Records ?? 0, random.Named("public records"));
            var trained = plan with
            {
                Data = ReferenceEquals(held, data) ? prepared : settings.Architecture.Prepare(held),
                PublicRecords = split.Public,
            };
            return defenses.Select(defense => new Arm
            {
                Partition = partition,
                Defense = defense,
                Plan = trained,
                Split = split,
                Clients = settings.Clients,
                RecordsPerClient = settings.RecordsPerClient,
                Federations = scenario.Trials.Federations,
                References = scenario.Trials.References,
                Positions = scenario.Positions,
                Attacks = scenario.Attacks,
                Growth = scenario.Growth,
                UpdateRounds = scenario.Trials.UpdateRounds,
                Intervals = scenario.Trials.AsIntervals,
                Random = random,
            });
        }
    }
}
