using PrivacyBench.Federation;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Arms;

/// <summary>What an arm takes of memory at its peak, planned before anything runs. Bytes; rounded up rather than down.</summary>
/// <param name="Always">The runtime, the libraries, and the data set in its forms.</param>
/// <param name="Federation">For each federation: its transcript, and the answers of its models to the candidates.</param>
/// <param name="Worker">For each worker: a stack in training, or the models of one federation while they are asked.</param>
internal sealed record MemoryPlan(long Always, long Federation, long Worker)
{
    // A small run was measured at 0.35 GiB.
    private const long Libraries = 400L << 20;

    // Collected late: what the runtime holds beyond what lives.
    private const double Slack = 1.3;

    /// <summary>The plan of an arm.</summary>
    public static MemoryPlan Of(Arm arm)
    {
        var plan = arm.Plan;
        var candidates = (long)arm.Candidates.Count;
        var participants = (long)Math.Ceiling(arm.Clients * plan.Participation.Share);
        var updates = SeesUpdates(arm) ? plan.Rounds * participants : 0;
        // Where clients share predictions, the updates that are learnt from them stand beside these.
        var shared = plan.Strategy.Predictions is null ? 0 : plan.Strategy.SharedValues(plan.Model);
        var vector = sizeof(float) * ((long)plan.Model.ParameterCount + shared);
        var answer = candidates * ((sizeof(float) * plan.Model.Classes) + sizeof(double));
        // The global models, the mean updates; each model is asked at most once, before and after the mean update among them.
        var kept = ((2 * plan.Rounds) + 1 + updates) * vector;
        var answers = ((3 * plan.Rounds) + 2 + updates) * answer;
        // An active adversary's federations stand beside the passive ones.
        var times = arm.Attacks.Any(ActiveArm.IsNeeded) ? 2 : 1;
        var local = plan.Strategy.Local(plan.Local);
        var stack = StackSize.Federations(plan.Model, local, arm.Federations + arm.References, arm.Clients, arm.RecordsPerClient);
        var training = StackSize.TrainingBytes(plan.Model, local, stack * arm.Clients, arm.RecordsPerClient);
        return new(
            Libraries + (5 * sizeof(float) * (long)plan.Data.Features.Length),
            (long)(Slack * times * (kept + answers)),
            Math.Max(training, (updates * vector) + RecordColumns.WorkingBytes));
    }

    /// <summary>How many workers may work on each arm, at most as many as are wanted, so that the run stays in its memory.</summary>
    /// <param name="scenario">The scenario's name, for the message.</param>
    /// <param name="arms">The arms, which run one after the other.</param>
    /// <param name="options">The workers that are wanted, and the memory.</param>
    /// <exception cref="ScenarioException">Not even one worker fits; it says what to lower.</exception>
    public static IReadOnlyList<int> Workers(string scenario, IReadOnlyList<Arm> arms, RunOptions options)
    {
        var plans = arms.Select(arm => (Arm: arm, Plan: Of(arm))).ToArray();
        static int Trained(Arm arm) => arm.Federations + arm.References;
        var largest = plans.MaxBy(of => of.Plan.Total(Trained(of.Arm), 1));
        return largest.Plan.Total(Trained(largest.Arm), 1) <= options.MaxMemory
            ? [.. plans.Select(of => of.Plan.WorkersThatFit(Trained(of.Arm), options.Workers, options.MaxMemory))]
            : throw new ScenarioException(scenario, [largest.Plan.Refusal(largest.Arm, options.MaxMemory)]);
    }

    /// <summary>The bytes of so many federations and workers.</summary>
    internal long Total(int federations, int workers) => Always + (federations * Federation) + (workers * Worker);

    internal int WorkersThatFit(int federations, int wanted, long most) =>
        (int)Math.Clamp((most - Total(federations, 0)) / Worker, 0, wanted);

    private ScenarioMistake Refusal(Arm arm, long most)
    {
        var fitting = (most - Always - Worker) / Federation;
        return new(
            "trials.federations",
            FormattableString.Invariant(
                $"{arm.Federations} and {arm.References} references, for which {arm.Label} needs {InGibibytes(Total(arm.Federations + arm.References, 1))} GiB of memory"),
            (fitting >= 4 ? FormattableString.Invariant($"at most {fitting} with their references, or ") : "")
            + "fewer rounds or clients, a smaller architecture"
            + (SeesUpdates(arm) ? ", no position that sees each client's update" : "")
            + FormattableString.Invariant($", or more than {InGibibytes(most)} GiB by --max-memory"));
    }

    /// <summary>Whether some position sees the clients' updates, so that the transcript keeps them.</summary>
    private static bool SeesUpdates(Arm arm)
    {
        var defense = arm.Defense.For(arm.Size);
        return arm.Positions.Any(defense.ShowsUpdates);
    }

    private static string InGibibytes(long bytes) => FormattableString.Invariant($"{bytes / (double)(1 << 30):0.0}");
}
