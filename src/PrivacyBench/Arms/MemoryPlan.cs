using PrivacyBench.Federation;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Arms;

/// <summary>What an arm takes of memory at its peak, planned before anything runs. Bytes; rounded up rather than down.</summary>
/// <param name="Always">The runtime, the libraries, and the data set in its forms.</param>
/// <param name="Federation">For each target federation: its transcript, what its models answer about the candidates, and scores.</param>
/// <param name="Reference">For each reference federation: the same as far as references are asked.</param>
/// <param name="Worker">For each worker: a stack in training, or the models of one federation while they are asked.</param>
internal sealed record MemoryPlan(long Always, long Federation, long Reference, long Worker)
{
    // A small run was measured at 0.35 GiB.
    private const long Libraries = 400L << 20;

    // Collected late: what the runtime holds beyond what lives.
    private const double Slack = 1.3;

    /// <summary>The plan of an arm.</summary>
    public static MemoryPlan Of(Arm arm)
    {
        var plan = arm.Plan;
        var kept = new KeptOfFederation(arm);
        // An active adversary's federations stand beside the passive ones.
        var times = Slack * (arm.Attacks.Any(ActiveArm.IsNeeded) ? 2 : 1);
        var local = plan.Strategy.Local(plan.Local);
        var stack = StackSize.Federations(plan.Model, local, arm.Federations + arm.References, arm.Clients, arm.RecordsPerClient);
        var training = StackSize.TrainingBytes(plan.Model, local, stack * kept.Participants, arm.RecordsPerClient);
        return new(
            Libraries + (5 * sizeof(float) * (long)plan.Data.Features.Length),
            (long)(times * (kept.Transcript + kept.Queries + kept.UpdateAnswers(isReference: false) + kept.Scores)),
            (long)(times * (kept.Transcript + kept.Queries + kept.UpdateAnswers(isReference: true))),
            // A stack holds all updates of its federations until their transcripts are whole.
            Math.Max(training + (stack * kept.AllUpdates), kept.Updates + RecordColumns.WorkingBytes));
    }

    /// <summary>How many workers may work on each arm, at most as many as are wanted, so that the run stays in its memory.</summary>
    /// <param name="scenario">The scenario's name, for the message.</param>
    /// <param name="arms">The arms, which run one after the other.</param>
    /// <param name="options">The workers that are wanted, and the memory.</param>
    /// <exception cref="ScenarioException">Not even one worker fits; it says what to lower.</exception>
    public static IReadOnlyList<int> Workers(string scenario, IReadOnlyList<Arm> arms, RunOptions options)
    {
        var plans = arms.Select(arm => (Arm: arm, Plan: Of(arm))).ToArray();
        var largest = plans.MaxBy(of => of.Plan.Total(of.Arm.Federations, of.Arm.References, 1));
        return largest.Plan.Total(largest.Arm.Federations, largest.Arm.References, 1) <= options.MaxMemory
            ? [.. plans.Select(of => of.Plan.WorkersThatFit(of.Arm.Federations, of.Arm.References, options.Workers, options.MaxMemory))]
            : throw new ScenarioException(scenario, [largest.Plan.Refusal(largest.Arm, options.MaxMemory)]);
    }

    /// <summary>The bytes of so many federations and workers.</summary>
    internal long Total(int federations, int references, int workers) =>
        Always + (federations * Federation) + (references * Reference) + (workers * Worker);

    internal int WorkersThatFit(int federations, int references, int wanted, long most) =>
        (int)Math.Clamp((most - Total(federations, references, 0)) / Worker, 0, wanted);

    private ScenarioMistake Refusal(Arm arm, long most)
    {
        // With as many references, as there are unless somebody says otherwise.
        var fitting = (most - Always - Worker) / (Federation + Reference);
        return new(
            "trials.federations",
            FormattableString.Invariant(
                $"{arm.Federations} and {arm.References} references, for which {arm.Label} needs {InGibibytes(Total(arm.Federations, arm.References, 1))} GiB of memory"),
            (fitting >= 4 ? FormattableString.Invariant($"at most {fitting} with their references, or ") : "")
            + "fewer rounds or clients, a smaller architecture"
            + (KeptOfFederation.SeesUpdates(arm) ? ", no position that sees each client's update" : "")
            + FormattableString.Invariant($", or more than {InGibibytes(most)} GiB by --max-memory"));
    }

    private static string InGibibytes(long bytes) => FormattableString.Invariant($"{bytes / (double)(1 << 30):0.0}");
}
