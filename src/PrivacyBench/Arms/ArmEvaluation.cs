using PrivacyBench.Attacks;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
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
        var trained = new Steps(designs.Count * arm.Plan.Rounds, done => progress(0.7 * done, "training"));
        var training = new Training(workers, cancellation);
        var all = training.Run(arm with { Plan = arm.Plan with { WarmsUp = true } }, designs, interference: null, trained.Add);
        var passive = training.Adversaries(arm, designs, all);
        Transcript[] transcripts = [.. all.Take(arm.Federations)];
        // Only an active adversary costs accuracy, so only it asks.
        var accuracies = new Lazy<double[]>(() => UtilityMeasurement.FinalAccuracies(transcripts, arm));
        var attacked = new Steps(arm.Positions.Count * arm.Attacks.Count, done => progress(0.7 + (0.3 * done), "attacking"));
        var results = arm.Attacks
            .Select(attack => ActiveArm.IsNeeded(attack)
                ? Active(arm, designs, training, attack, accuracies, scores, attacked)
                : [.. arm.Positions.Select(position => attacked.Then(() => Measured(arm, passive, position, attack, scores)))])
            .ToArray();
        var cut = CutOff(transcripts);
        return new()
        {
            Partition = arm.Partition.Label,
            Defense = arm.Defense.Label,
            Cells = [.. arm.Positions.Select((position, p) => new ArmCell(
                position.Label, [.. results.SelectMany(of => of[p]), .. Guessed(arm, passive, position, scores)]))],
            Utility = UtilityMeasurement.Of(transcripts, arm),
            Guarantees = defense.Guarantees(arm.Size),
            Warnings = [.. defense.Warnings, .. Reproducible(arm), .. cut is null ? [] : new[] { cut.Sentence + "." }],
            Assumption = defense.Assumption,
            Remaining = Leakage.Of(defense, arm.Positions, arm.Size),
            Stopped = Stopped(transcripts),
            CutOff = cut,
            Cost = CostMeasurement.Of(transcripts, arm),
            Growth = GrowthMeasurement.Of(arm),
            Labels = LabelSpread.Of(arm, designs[0]),
        };
    }

    /// <summary>An active attack from each position; positions that act alike share their federations.</summary>
    private static AttackResult[][] Active(
        Arm arm, IReadOnlyList<FederationDesign> designs, Training training, Attack attack, Lazy<double[]> accuracies, ScoreFolder scores, Steps attacked)
    {
        var runs = new Dictionary<object, (Adversaries Adversaries, Rate Lost, string? Caught)>();
        (Adversaries Adversaries, Rate Lost, string? Caught) Acted(ActiveArm active)
        {
            var transcripts = training.Run(active.Arm, active.Designs, active.Interference, _ => { });
            Transcript[] targets = [.. transcripts.Take(arm.Federations)];
            double[] lost = [.. accuracies.Value.Zip(UtilityMeasurement.FinalAccuracies(targets, active.Arm), (before, after) => before - after)];
            var caught = Stopped(targets) is { } stopped && stopped.Rounds == stopped.Of ? stopped.Reason : null;
            return (training.Adversaries(active.Arm, active.Designs, transcripts), Means.Over(lost, arm.Confidence), caught);
        }

        return
        [
            .. arm.Positions.Select(position => attacked.Then<AttackResult[]>(() =>
            {
                if (ActiveArm.Of(arm, designs, attack, position) is not { } active)
                {
                    return [.. attack.Goals.Select(goal => AttackResults.NotRun(
                        attack.Label, goal, $"The position '{position.Label}' takes no part in training, so it cannot act.", null, arm.Federations))];
                }

                // Canaries are the same for every position; what an adversary does is compared by its values.
                var key = attack is ICanaryAttack ? attack : (object)active.Interference!;
                if (!runs.TryGetValue(key, out var run))
                {
                    try
                    {
                        runs[key] = run = Acted(active);
                    }
                    catch (DivergedException e)
                    {
                        return Unanswered(arm, attack, e.Message);
                    }
                }

                if (run.Caught is { } reason)
                {
                    return [.. attack.Goals.Select(goal => AttackResults.NotRun(
                        attack.Label, goal, $"No round released a sum. {reason}", active.Arm.Defense.Assumption, arm.Federations))];
                }

                AttackResult[] measured = Measured(active.Arm, run.Adversaries, position, attack, scores);
                return [.. measured.Select(m => m.Status != AttackStatus.Ran ? m : m with { OnCanaries = attack is ICanaryAttack, AccuracyLost = run.Lost })];
            })),
        ];
    }

    private static IEnumerable<string> Reproducible(Arm arm) => arm.Plan.ReproducibleKeys && arm.Defense.Defenses.Any(d => d.SumsUpdates)
        ? ["Keys, masks and shares derive from the scenario's seed (reproducible): whoever knows it opens every update. For debugging, unfit for production."]
        : [];

    private static StoppedRounds? Stopped(IReadOnlyList<Transcript> transcripts)
    {
        Round[] stopped = [.. transcripts.SelectMany(t => t.Rounds).Where(round => round.Stopped is not null)];
        return stopped.Length == 0 ? null : new(stopped.Length, transcripts.Sum(t => t.Rounds.Count), stopped[0].Stopped!) { MovedByNoise = stopped[0].IsReleased };
    }

    private static CutOffValues? CutOff(IReadOnlyList<Transcript> transcripts)
    {
        CutOff[] ranges = [.. transcripts.SelectMany(t => t.Rounds).Select(round => round.CutOff).OfType<CutOff>()];
        var cut = ranges.Sum(range => range.Cut);
        return cut == 0 ? null : new((double)cut / ranges.Sum(range => range.Values), ranges.Max(range => range.Largest), ranges.Max(range => range.Bound));
    }

    private static AttackResult[] Measured(Arm arm, Adversaries adversaries, ThreatPosition position, Attack attack, ScoreFolder scores)
    {
        if (adversaries.Missing(position, attack) is { } missing)
        {
            return [.. attack.Goals.Select(goal => AttackResults.NotRun(attack.Label, goal, missing.Sentence, missing.Assumption, adversaries.Count))];
        }

        if (Answers(adversaries, position, attack) is not { } answers)
        {
            return Unanswered(arm, attack, "Some of its scores are no numbers, as where a model was trained on noise alone.");
        }

        var random = arm.Random.Named("measurement").Named(position.Label).Named(attack.Label);
        return
        [
            .. answers.Select(found =>
                AttackResults.Of(
                    attack.Label, found, random.Named(found.Goal.Name()), arm.Intervals, arm.Attacks.Count(a => a.Goals.Contains(found.Goal))) with
                {
                    Scores = scores.Write(new(arm.Partition.Label, arm.Defense.Label, position.Label, attack.Label, found.Goal), found),
                    Audit = attack is ICanaryAttack canaries ? Audit(arm, position, canaries, (MembershipGoalScores)found, random) : null,
                }),
        ];
    }

    private static IReadOnlyList<GoalScores>? Answers(Adversaries adversaries, ThreatPosition position, Attack attack)
    {
        try
        {
            return adversaries.Run(position, attack);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is UnansweredException))
        {
            return null;
        }
    }

    private static AttackResult[] Unanswered(Arm arm, Attack attack, string reason) =>
        [.. attack.Goals.Select(goal => AttackResults.Unanswered(attack.Label, goal, reason, arm.Federations))];

    private static CanaryAudit Audit(Arm arm, ThreatPosition position, ICanaryAttack canaries, MembershipGoalScores found, RandomStream random)
    {
        var unit = canaries.AreClients ? "client" : "record";
        var promised = AuditedPromise.Against(arm.Defense.Guarantees(arm.Size), position.Label, unit);
        return CanaryAudit.Of(
            found.Federations, unit, promised?.Delta ?? EmpiricalEpsilon.Delta, PresumedNoise.Of(arm, position, unit), random.Named("audit"), arm.Confidence, arm.Attacks.Count(attack => attack is ICanaryAttack));
    }

    /// <summary>Trains an arm's federations under its defense, and sets adversaries on what happened.</summary>
    private sealed class Training(int workers, CancellationToken cancellation)
    {
        public IReadOnlyList<Transcript> Run(
            Arm arm, IReadOnlyList<FederationDesign> designs, Interference? interference, Action<int> roundDone)
        {
            var defense = arm.Defense.For(arm.Size);
            var plan = arm.Plan with
            {
                Hooks = defense.Defenses,
                Interference = interference,
                KeptClients = arm.Positions.Max(p => defense.ShowsUpdates(p) ? int.MaxValue : p.OwnClients),
                Keep = arm.Attacks.Any(attack => attack.AsksEveryRound)
                    ? transcript => transcript
                    : transcript => ClientUpdates.Kept(transcript, arm.UpdateRounds, arm.Positions.Max(p => p.OwnClients)),
            };
            return FederatedTraining.Run(plan, designs, workers, roundDone, cancellation);
        }

        public Adversaries Adversaries(Arm arm, IReadOnlyList<FederationDesign> designs, IReadOnlyList<Transcript> transcripts) =>
            new(arm, arm.Defense.For(arm.Size), transcripts, [.. designs.Select(design => Truth.Of(design, arm.Candidates) with { Origins = arm.Origins })], workers, cancellation);
    }

    /// <summary>The row of guessing, wherever an attack is after the source.</summary>
    private static IEnumerable<AttackResult> Guessed(Arm arm, Adversaries adversaries, ThreatPosition position, ScoreFolder scores)
    {
        if (arm.Attacks.Any(attack => attack.Goals.Contains(Goal.Source)))
        {
            var guess = adversaries.Guess(position);
            var random = arm.Random.Named("measurement").Named(position.Label).Named(SourceGuess.Name);
            yield return AttackResults.Of(guess, random, arm.Intervals) with
            {
                Scores = scores.Write(
                    new(arm.Partition.Label, arm.Defense.Label, position.Label, SourceGuess.Name, Goal.Source), new SourceGoalScores(guess.Strongest)),
            };
        }
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
