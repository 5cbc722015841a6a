using PrivacyBench.Attacks;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>Trains an arm's federations and attacks them from every position.</summary>
internal static class ArmEvaluation
{
    /// <summary>Evaluates an arm.</summary>
    /// <param name="arm">What to evaluate.</param>
    /// <param name="workers">How many threads compute.</param>
    /// <param name="scores">Keeps the scores of each attack that ran, and answers with the name of the file.</param>
    /// <param name="progress">Told how much of the arm is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the arm.</param>
    public static ArmResult Run(Arm arm, int workers, ScoreFolder scores, Action<double, string> progress, CancellationToken cancellation)
    {
        var defense = arm.Defense.For(arm.Size);
        var designs = arm.Designs();
        var plan = arm.Plan with
        {
            Hooks = defense.Defenses,
            KeepsUpdates = arm.Positions.Any(p => PositionViews.Offered(p, defense.Hides(p)).Contains(typeof(ClientUpdates))),
        };
        var trained = new Steps(designs.Count * plan.Rounds, done => progress(0.7 * done, "training"));
        var transcripts = FederatedTraining.Run(plan, designs, workers, trained.Add, cancellation);
        var utility = UtilityMeasurement.Of(transcripts, arm);
        var truths = designs.Select(design => Truth.Of(design, arm.Candidates)).ToArray();
        var adversaries = new Adversaries(arm, defense, transcripts, truths, workers, cancellation);
        var attacked = new Steps(arm.Positions.Count * arm.Attacks.Count, done => progress(0.7 + (0.3 * done), "attacking"));
        return new()
        {
            Partition = arm.Partition.Label,
            Defense = arm.Defense.Label,
            Cells = [.. arm.Positions.Select(position => new ArmCell(
                position.Label,
                [.. arm.Attacks.SelectMany(attack => attacked.Then(() => Measured(arm, adversaries, position, attack, scores).ToArray()))]))],
            Utility = utility,
            Guarantees = defense.Guarantees(arm.Size),
            Cost = CostMeasurement.Of(transcripts, arm),
            Labels = LabelSpread.Of(arm, designs[0]),
        };
    }

    private static IEnumerable<AttackResult> Measured(
        Arm arm, Adversaries adversaries, ThreatPosition position, Attack attack, ScoreFolder scores)
    {
        if (adversaries.WhyBlocked(position, attack) is { } reason)
        {
            return attack.Goals.Select(goal => AttackResults.Blocked(attack.Label, goal, reason, adversaries.Count));
        }

        var random = arm.Random.Named("measurement").Named(position.Label).Named(attack.Label);
        return adversaries.Run(position, attack).Select(found =>
            AttackResults.Of(attack.Label, found, random.Named(found.Goal.ToString()), arm.Confidence) with
            {
                Scores = scores.Write(new(arm.Partition.Label, arm.Defense.Label, position.Label, attack.Label, found.Goal), found),
            });
    }

    /// <summary>Counts steps that are done, from any thread, and tells the share.</summary>
    private sealed class Steps(int all, Action<double> tell)
    {
        private int done;

        public void Add(int count) => tell((double)Interlocked.Add(ref done, count) / all);

        public T Then<T>(Func<T> step)
        {
            var result = step();
            Add(1);
            return result;
        }
    }
}
