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
    private readonly TranscriptObservations[] observations = [.. transcripts.Select(t => new TranscriptObservations(t))];
    private readonly Candidates candidates = arm.Candidates;

    public int Count => transcripts.Count;

    /// <summary>Why an attack cannot run from a position, or null where it can.</summary>
    public string? WhyBlocked(ThreatPosition position, Attack attack) => View(position, 0).WhyBlocked(attack.Needs);

    /// <summary>The scores of the measured candidates of each federation.</summary>
    public IReadOnlyList<ScoredFederation> Run(ThreatPosition position, MembershipAttack attack) =>
        OnEach(position, attack, attack.Run, (f, scores) =>
        {
            var measured = Measured(position, f);
            return new ScoredFederation(
                f,
                [.. measured.Select(i => candidates.Records[i])],
                [.. measured.Select(i => scores[i])],
                [.. measured.Select(i => truths[f].IsMember(i))]);
        });

    /// <summary>The answers for the measured members of each federation, named among the clients that are not the adversary's.</summary>
    public IReadOnlyList<AnsweredFederation> Run(ThreatPosition position, SourceAttack attack) =>
        OnEach(position, attack, attack.Run, (f, scores) =>
        {
            int[] members = [.. Measured(position, f).Where(truths[f].IsMember)];
            return SourceAnswer.Of(f, members, candidates, truths[f], scores, position.OwnClients);
        });

    private TResult[] OnEach<TScores, TResult>(
        ThreatPosition position,
        Attack attack,
        Func<View, IReadOnlyList<Reference>, Candidates, RandomStream, TScores> run,
        Func<int, TScores, TResult> join)
    {
        var views = Enumerable.Range(0, Count).Select(f => View(position, f)).ToArray();
        var random = arm.Random.Named("attack").Named(position.Label).Named(attack.Label);
        var results = new TResult[Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(0, Count, options, f =>
        {
            Reference[] references =
                [.. Enumerable.Range(0, Count).Where(r => r != f).Select(r => new Reference(views[r], truths[r].Sources))];
            results[f] = join(f, run(views[f], references, candidates, random.Named("federation", f)));
        });
        return results;
    }

    private View View(ThreatPosition position, int federation) =>
        PositionViews.Of(position, observations[federation], defense.Hides(position));

    private int[] Measured(ThreatPosition position, int federation) =>
        truths[federation].Measured(position, candidates, arm.Random.Named("federation", federation).Named("measured candidates"));
}
