using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>
/// Runs attacks on every target federation of an arm, with references that are never targets, and joins the scores to the truth:
/// the one place where they meet.
/// </summary>
/// <remarks>
/// Were each target a reference of the others, a record's membership in the target and in the references would add up to a constant, and
/// a score that leans on the references' truth would find members where nothing leaks.
/// </remarks>
/// <param name="arm">The arm.</param>
/// <param name="defense">Its defense.</param>
/// <param name="transcripts">What happened in each federation, the targets first.</param>
/// <param name="truths">Who holds what in each of them.</param>
/// <param name="workers">How many threads compute.</param>
/// <param name="cancellation">Stops between federations.</param>
internal sealed class Adversaries(
    Arm arm, DefenseStack defense, IReadOnlyList<Transcript> transcripts, IReadOnlyList<Truth> truths, int workers, CancellationToken cancellation)
{
    private readonly TranscriptObservations[] observations = [.. transcripts.Select(t => new TranscriptObservations(t, arm.UpdateRounds))];
    private readonly Candidates candidates = arm.Candidates;
    private readonly IReadOnlyList<Truth> targets = [.. truths.Take(arm.Federations)];
    private readonly SourceGuess guess = new([.. truths.Take(arm.Federations)], arm.Candidates, arm.Origins is not null ? () => arm.Classifier(workers, cancellation) : null);

    /// <summary>The number of targets.</summary>
    public int Count => targets.Count;

    /// <summary>What an attack lacks at a position, or null where it can run.</summary>
    public Withheld? Missing(ThreatPosition position, Attack attack) => View(position, 0).Missing(attack.Needs);

    /// <summary>What an attack says from a position, for each of its goals, on the measured candidates of each federation.</summary>
    public IReadOnlyList<GoalScores> Run(ThreatPosition position, Attack attack) => attack switch
    {
        MembershipAttack membership => [InFederation(position, OnEach(position, attack, membership.Run))],
        SourceAttack source => [Sources(position, OnEach(position, attack, source.Run))],
        ClientMembershipAttack client => InClients(position, OnEach(position, attack, client.Run)),
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "No goal is known for this kind of attack."),
    };

    /// <summary>The guesses without a view that answers to the source are measured against from a position.</summary>
    public GuessedCell Guess(ThreatPosition position) => guess.From(position, f => MeasuredMembers(position, f));

    private GoalScores[] InClients(ThreatPosition position, double[][][] scores)
    {
        // The adversary knows what its own clients hold: it looks for the highest score among the others.
        var highest = scores.Select(of => of.Select(pair => pair[position.OwnClients..].Max()).ToArray()).ToArray();
        return [InFederation(position, highest), InNamedClient(position, scores), Sources(position, scores)];
    }

    private MembershipGoalScores InFederation(ThreatPosition position, double[][] scores) => new(
        Goal.Membership, [.. scores.Select((of, f) => Scored(f, Measured(position, f), i => of[i], targets[f].IsMember))]);

    private MembershipGoalScores InNamedClient(ThreatPosition position, double[][][] scores) => new(
        Goal.ClientMembership,
        [
            .. scores.Select((of, f) =>
            {
                var measured = Measured(position, f);
                var named = targets[f].NamedClients(measured, candidates, Stream(f).Named("named clients"));
                return Scored(f, [.. measured.Where(named.ContainsKey)], i => of[i][named[i]], targets[f].IsMember);
            }),
        ]);

    private SourceGoalScores Sources(ThreatPosition position, double[][][] scores)
    {
        var guessed = Guess(position).Strongest;
        int[][] members = [.. Enumerable.Range(0, Count).Select(f => MeasuredMembers(position, f))];
        var posteriors = SourcePosterior.Fitted(scores, targets, members, position.OwnClients);
        return new(
        [
            .. posteriors.Select((of, f) => SourceAnswer.Of(
                f, members[f], candidates, truths[f], of, position.OwnClients, guessed[f].Guesses)),
        ]);
    }

    private ScoredFederation Scored(int federation, int[] measured, Func<int, double> score, Func<int, bool> isMember) => new(
        federation,
        [.. measured.Select(i => candidates.Records[i])],
        [.. measured.Select(score)],
        [.. measured.Select(isMember)],
        [.. measured.Select(i => targets[federation].Sources[i])]);

    private T[] OnEach<T>(
        ThreatPosition position, Attack attack, Func<View, IReadOnlyList<Reference>, Candidates, RandomStream, T> run)
    {
        var random = arm.Random.Named("attack").Named(position.Label).Named(attack.Label);
        Reference[] references = [.. Enumerable.Range(Count, truths.Count - Count).Select(r => new Reference(View(position, r), truths[r].Sources))];
        var scores = new T[Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(0, Count, options, f => scores[f] = run(View(position, f), references, candidates, random.Named("federation", f)));
        return scores;
    }

    private View View(ThreatPosition position, int federation) =>
        PositionViews.Of(position, observations[federation], [.. defense.Hides(position), .. arm.NotThere]);

    private int[] MeasuredMembers(ThreatPosition position, int federation) => [.. Measured(position, federation).Where(targets[federation].IsMember)];

    // All canaries count, those of the adversary's own clients too: to leave out the ones that are in would tell the coins. Audits look at what
    // is released, and guarantees cover it for every record.
    private int[] Measured(ThreatPosition position, int federation) => arm.HasCanaries
        ? [.. Enumerable.Range(0, candidates.Count)]
        : targets[federation].Measured(position, candidates, Stream(federation).Named("measured candidates"));

    private RandomStream Stream(int federation) => arm.Random.Named("federation", federation);
}
