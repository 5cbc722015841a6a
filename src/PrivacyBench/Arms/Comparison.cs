using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Arms;

/// <summary>What follows from several arms together: the strongest adversary of each cell, and how much a defense shrinks it.</summary>
/// <param name="Cells">Every partition × defense × position.</param>
/// <param name="Defenses">Every partition × defense.</param>
internal sealed record Comparison(IReadOnlyList<Cell> Cells, IReadOnlyList<DefenseResult> Defenses)
{
    /// <summary>Compares finished arms; a partition whose undefended arm failed has nothing to compare with.</summary>
    public static Comparison Of(IReadOnlyList<ArmResult> arms, ScoreFolder scores, Func<int, RecordOrigin> originOf, Intervals intervals, RandomStream random)
    {
        var judge = new Judge(scores, originOf, intervals, random.Named("comparison"));
        var undefended = arms.Where(arm => arm.Defense == Claims.Undefended).ToDictionary(arm => arm.Partition);
        return new(
            [.. arms.SelectMany(arm => arm.Cells.Select(cell => judge.Judged(arm, cell)))],
            [.. arms.Select(arm => new DefenseResult
            {
                Partition = arm.Partition,
                Defense = arm.Defense,
                Utility = arm.Utility,
                Guarantees = arm.Guarantees,
                Warnings = arm.Warnings,
                Assumption = arm.Assumption,
                Remaining = arm.Remaining,
                Stopped = arm.Stopped,
                CutOff = arm.CutOff,
                Cost = arm.Cost,
                Growth = arm.Growth,
                Shrink = undefended.TryGetValue(arm.Partition, out var without) && arm != without ? judge.Shrinks(without, arm) : [],
            })]);
    }

    private sealed class Judge(ScoreFolder scores, Func<int, RecordOrigin> originOf, Intervals intervals, RandomStream random)
    {
        private const string Guessing = "guessing";
        private static readonly Rate Nothing = new(0, 0, 0);

        public Cell Judged(ArmResult arm, ArmCell cell)
        {
            var membership = Strongest(cell, Goal.Membership);
            return new()
            {
                Partition = arm.Partition,
                Defense = arm.Defense,
                Position = cell.Position,
                Attacks = cell.Attacks,
                Strongest = new(membership, Strongest(cell, Goal.Source), Strongest(cell, Goal.ClientMembership)),
                Exposure = Exposure(cell, membership),
            };
        }

        /// <summary>Where the halves chose different attacks, the first stands for both.</summary>
        private Exposure? Exposure(ArmCell cell, Strongest? strongest)
        {
            var name = strongest?.Attack.Split(" / ")[0];
            return Ran(cell, Goal.Membership).FirstOrDefault(attack => attack.Name == name) is { Scores: { } file }
                ? Measurement.Exposure.Of(name!, scores.Membership(file), originOf, Stream(cell, Goal.Membership).Named("exposure"), intervals)
                : null;
        }

        private Strongest? Strongest(ArmCell cell, Goal goal)
        {
            var attacks = cell.Attacks.Where(a => a.Goal == goal && !a.OnCanaries && !a.IsBaseline).ToArray();
            if (attacks.Length == 0)
            {
                return null;
            }

            var ran = attacks.Where(a => a.Status == AttackStatus.Ran).ToArray();
            if (ran.Length == 0 && attacks.Any(a => a.Status == AttackStatus.Failed))
            {
                return null;
            }

            if (ran.Length == 0)
            {
                var why = attacks.FirstOrDefault(a => a.Status == AttackStatus.Blocked) ?? attacks[0];
                return new(Guessing, Nothing, why.Reason) { Basis = why.Status == AttackStatus.Blocked ? Basis.ByConstruction : Basis.NotSeen };
            }

            var strongest = goal == Goal.Source
                ? StrongestAttack.OfSource(Source(ran), Stream(cell, goal), intervals)
                : StrongestAttack.OfMembership(Membership(ran), Stream(cell, goal), intervals);
            return strongest.Advantage is { } advantage
                ? Measurement.Strongest.OrGuessing(string.Join(" / ", strongest.Attacks.Distinct()), advantage, strongest.ByFederation, strongest.Reason)
                : new(Guessing, Nothing, strongest.Reason);
        }

        public IReadOnlyList<ShrinkResult> Shrinks(ArmResult without, ArmResult with) =>
        [
            .. without.Cells.Zip(with.Cells).SelectMany(pair => Enum.GetValues<Goal>()
                .Select(goal => Shrink(pair.First, pair.Second, goal)).OfType<ShrinkResult>()),
        ];

        /// <summary>Null where even the undefended position has no attack for the goal, or none gave an answer under the defense.</summary>
        private ShrinkResult? Shrink(ArmCell without, ArmCell with, Goal goal)
        {
            var before = Ran(without, goal);
            var after = Ran(with, goal);
            if (before.Length == 0 || (after.Length == 0 && with.Attacks.Any(a => a.Goal == goal && a.Status == AttackStatus.Failed)))
            {
                return null;
            }

            // Where nothing is left to run, the undefended cell against itself gives its interval, and guessing is what remains.
            var shrink = Measure(before, after.Length == 0 ? before : after, Stream(without, goal), goal);
            if (after.Length > 0)
            {
                return new(with.Position, goal, shrink.AdvantageWithout, shrink.AdvantageWith, shrink.Ratio, shrink.Difference, shrink.RatioReason);
            }

            var ratio = shrink.AdvantageWithout.Above(0) ? Nothing : (Rate?)null;
            return new(with.Position, goal, shrink.AdvantageWithout, Nothing, ratio, shrink.AdvantageWithout, shrink.RatioReason);
        }

        private Shrink Measure(AttackResult[] before, AttackResult[] after, RandomStream stream, Goal goal) => goal == Goal.Source
            ? Measurement.Shrink.OfSource(Source(before), Source(after), stream, intervals)
            : Measurement.Shrink.OfMembership(Membership(before), Membership(after), stream, intervals);

        private static AttackResult[] Ran(ArmCell cell, Goal goal) =>
            [.. cell.Attacks.Where(a => a.Goal == goal && !a.OnCanaries && !a.IsBaseline && a.Status == AttackStatus.Ran && a.Advantage is not null)];

        private Dictionary<string, IReadOnlyList<ScoredFederation>> Membership(IEnumerable<AttackResult> attacks) =>
            attacks.ToDictionary(a => a.Name, a => scores.Membership(a.Scores!));

        private Dictionary<string, IReadOnlyList<AnsweredFederation>> Source(IEnumerable<AttackResult> attacks) =>
            attacks.ToDictionary(a => a.Name, a => scores.Source(a.Scores!));

        /// <summary>The same halves and the same samples for every defense, so that differences are paired.</summary>
        private RandomStream Stream(ArmCell cell, Goal goal) => random.Named(cell.Position).Named(goal.ToString());
    }
}
