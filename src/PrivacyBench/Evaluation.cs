using PrivacyBench.Arms;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Sanity;

namespace PrivacyBench;

/// <summary>The whole data path: scenario, federations, transcripts, views, attacks, measurement, verdicts, results.</summary>
public static class Evaluation
{
    /// <summary>Evaluates a scenario and writes its results and scores; the report is drawn from these.</summary>
    /// <param name="scenario">What to evaluate.</param>
    /// <param name="folder">Where results go; it must exist.</param>
    /// <param name="options">How to run it; without effect on the numbers.</param>
    /// <param name="progress">Told about each step, from any thread.</param>
    /// <param name="cancellation">Stops the run; finished arms are kept, and a later run with <see cref="RunOptions.Resume"/> goes on.</param>
    /// <exception cref="ScenarioException">The scenario does not fit its data set or the memory that it may take.</exception>
    /// <exception cref="NothingMeasuredException">No arm came to an end.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Results Run(
        Scenario scenario, string folder, RunOptions options, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        var random = new RandomStream(scenario.Seed);
        var (data, arms) = ArmPlan.Of(scenario, random);
        var workers = MemoryPlan.Workers(scenario.Name, arms, options);
        var environment = RunEnvironments.Current();
        var store = new ArmStore(folder, new(scenario, data.Checksum, environment), options.Resume);
        var results = new List<ArmResult>();
        var failed = new List<FailedArm>();
        foreach (var (i, arm) in arms.Index())
        {
            void Tell(double done, string step) => progress.Report(new(i, arms.Count, arm.Label, step, done));
            try
            {
                results.Add(store.Find(arm) ?? store.Keep(arm, Timed(options.Clock, () => ArmEvaluation.Run(arm, workers[i], store.Scores, Tell, cancellation))));
            }
            catch (DivergedException e)
            {
                failed.Add(new(arm.Partition.Label, arm.Defense.Label, e.Message));
            }
        }

        if (results.Count == 0)
        {
            throw new NothingMeasuredException(failed[0].Reason);
        }

        progress.Report(new(arms.Count, arms.Count, "all arms", "comparing", 1));
        var compared = Comparison.Of(results, store.Scores, record => new(data.ClassNames[data.Labels[record]], data.Clients?[record]), scenario.Trials.AsIntervals, random);
        var evidence = new Evidence(
            compared.Cells, compared.Defenses, SumOnly(arms, compared.Defenses), ChanceTrials.Of(results, store.Scores, scenario.Trials.AsIntervals, random),
            scenario.Trials.Confidence);
        return new()
        {
            Scenario = ScenarioFile.Resolved(scenario),
            Environment = environment,
            Provenance = new(scenario.Seed, data.Checksum, results.Min(r => r.Started), results.Max(r => r.Finished), options.Command),
            Cells = compared.Cells,
            Defenses = compared.Defenses,
            Failed = failed,
            Claims = Claims.Judge(scenario.Claims, compared.Cells, compared.Defenses, failed),
            Sanity = SanityRules.Check(evidence),
            Adversaries = AdversaryDescriptions.Of(scenario.Positions, scenario.Attacks),
            Partitions = [.. results.DistinctBy(r => r.Partition).Select(r => r.Labels)],
        };
    }

    /// <summary>An arm carries its own times, so that resuming a finished run leaves every byte of it as it is.</summary>
    private static ArmResult Timed(TimeProvider clock, Func<ArmResult> run)
    {
        var started = clock.GetUtcNow();
        return run() with { Started = started, Finished = clock.GetUtcNow() };
    }

    /// <summary>The defenses that sum the same updates otherwise and change nothing else.</summary>
    private static HashSet<string> SumOnly(IReadOnlyList<Arm> arms, IReadOnlyList<DefenseResult> found) =>
    [
        .. from arm in arms
           where arm.Defense.Defenses is [{ SumsUpdates: true, DropsOut: null or { HasSent: false } }]
               && arm.Defense.For(arm.Size).Guarantees(arm.Size).Count == 0
               && !found.Any(result => result.Defense == arm.Defense.Label && result.Stopped is not null)
           select arm.Defense.Label,
    ];
}
