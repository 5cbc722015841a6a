using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>
/// Runs attacks on every federation of an arm in turn, the others being the references, and joins the scores to the truth:
/// the one place where they meet.
/// </summary>
internal sealed class Adversaries(
    Arm arm, DefenseStack defense, IReadOnlyList<Transcript> transcripts, IReadOnlyList<Truth> truths, int workers, CancellationToken cancellation)
{
    private readonly TranscriptObservations[] observations = [.. transcripts.Select(t => new TranscriptObservations(t, arm.UpdateRounds))];
    private readonly Candidates candidates = arm.Candidates;
    private readonly SourceGuess guess = new(truths, arm.Candidates, arm.Origins is not null ? () => arm.Classifier(workers, cancellation) : null);

    public int Count => transcripts.Count;

    /// <summary>Why an attack cannot run from a position, or null where it can.</summary>
    public string? WhyBlocked(ThreatPosition position, Attack attack) => View(position, 0).WhyBlocked(attack.Needs);

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
        Goal.Membership, [.. scores.Select((of, f) => Scored(f, Measured(position, f), i => of[i], truths[f].IsMember))]);

    private MembershipGoalScores InNamedClient(ThreatPosition position, double[][][] scores) => new(
        Goal.ClientMembership,
        [
            .. scores.Select((of, f) =>
            {
                var measured = Measured(position, f);
                var named = truths[f].NamedClients(measured, candidates, Stream(f).Named("named clients"));
                return Scored(f, [.. measured.Where(named.ContainsKey)], i => of[i][named[i]], truths[f].IsMember);
            }),
        ]);

    private SourceGoalScores Sources(ThreatPosition position, double[][][] scores)
    {
        var guessed = Guess(position).Strongest;
        int[][] members = [.. Enumerable.Range(0, Count).Select(f => MeasuredMembers(position, f))];
        var posteriors = SourcePosterior.Fitted(scores, truths, members, position.OwnClients);
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
        [.. measured.Select(i => truths[federation].Sources[i])]);

    private T[] OnEach<T>(
        ThreatPosition position, Attack attack, Func<View, IReadOnlyList<Reference>, Candidates, RandomStream, T> run)
    {
        var views = Enumerable.Range(0, Count).Select(f => View(position, f)).ToArray();
        var random = arm.Random.Named("attack").Named(position.Label).Named(attack.Label);
        // An audit's guesses may follow from what is observed alone: the truth of other federations would tie their errors together.
        var known = arm.HasCanaries ? Enumerable.Repeat(Array.ConvertAll(truths[0].Sources, _ => -1), Count).ToArray() : [.. truths.Select(t => t.Sources)];
        Reference[] others = [.. views.Zip(known, (view, sources) => new Reference(view, sources))];
        var scores = new T[Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(0, Count, options, f =>
        {
            Reference[] references = [.. others.Where((_, r) => r != f)];
            scores[f] = run(views[f], references, candidates, random.Named("federation", f));
        });
        return scores;
    }

    private View View(ThreatPosition position, int federation) =>
        PositionViews.Of(position, observations[federation], [.. defense.Hides(position), .. arm.NotThere]);

    private int[] MeasuredMembers(ThreatPosition position, int federation) => [.. Measured(position, federation).Where(truths[federation].IsMember)];

    // All canaries count, those of the adversary's own clients too: to leave out the ones that are in would tell the coins. Audits look at what
    // is released, and guarantees cover it for every record.
    private int[] Measured(ThreatPosition position, int federation) => arm.HasCanaries
        ? [.. Enumerable.Range(0, candidates.Count)]
        : truths[federation].Measured(position, candidates, Stream(federation).Named("measured candidates"));

    private RandomStream Stream(int federation) => arm.Random.Named("federation", federation);
}
