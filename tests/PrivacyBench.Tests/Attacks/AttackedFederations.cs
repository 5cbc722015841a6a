using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>Small trained federations on which attacks are measured as an evaluation measures them.</summary>
internal sealed class AttackedFederations
{
    public const int References = 8;
    private readonly IReadOnlyList<Transcript> transcripts;
    private readonly TranscriptObservations[] observations;
    private readonly Truth[] truths;

    public AttackedFederations(TrainingPlan plan, Partition partition, int federations = 9, int clients = 8, int records = 10)
    {
        Candidates = new(plan.Data, [.. Enumerable.Range(0, 2 * clients * records)]) { Population = new(plan.Data, [.. Enumerable.Range(1200, 400)]) };
        Count = federations;
        var designs = TinyFederations.Equal(federations + References, clients, records, partition, among: Candidates.Count);
        transcripts = TinyFederations.Train(plan, designs);
        observations = [.. transcripts.Select(t => new TranscriptObservations(t))];
        truths = [.. designs.Select(design => Truth.Of(design, Candidates))];
    }

    /// <summary>Many local steps on few records: the global model learns its members by heart, and each local model its client's first.</summary>
    public static TrainingPlan Overfitting { get; } = TinyFederations.Plan() with
    {
        Rounds = 20,
        Local = TinyFederations.Plan().Local with { Epochs = 8, LearningRate = 0.2 },
    };

    public Candidates Candidates { get; }

    /// <summary>The number of targets; behind them come the references.</summary>
    public int Count { get; }

    public Transcript Transcript(int federation) => transcripts[federation];

    public int[] Sources(int federation) => truths[federation].Sources;

    public View View(int federation, ThreatPosition? position = null, params Withheld[] hidden) =>
        PositionViews.Of(position ?? new Server(), observations[federation], hidden);

    public double[][] Scores(int federation, Attack attack, ThreatPosition? position = null, params Withheld[] hidden)
    {
        PrivacyBench.Attacks.Reference[] references =
        [
            .. Enumerable.Range(Count, References)
                .Select(r => new PrivacyBench.Attacks.Reference(View(r, position, hidden), truths[r].Sources)),
        ];
        var view = View(federation, position, hidden);
        var random = new RandomStream(3).Named("federation", federation);
        return attack switch
        {
            MembershipAttack membership => [.. membership.Run(view, references, Candidates, random).Select(s => new[] { s })],
            ClientMembershipAttack client => client.Run(view, references, Candidates, random),
            _ => ((SourceAttack)attack).Run(view, references, Candidates, random),
        };
    }

    /// <summary>Whether a record is a member: the highest of its scores counts.</summary>
    public MembershipMeasures InFederation(Attack attack) => MembershipMeasures.Of(
        [
            .. Enumerable.Range(0, Count).Select(f => new ScoredFederation(
                f, [.. Candidates.Records], [.. Scores(f, attack).Select(of => of.Max())], [.. Sources(f).Select(source => source >= 0)])),
        ],
        new RandomStream(1));

    /// <summary>Whether a record is one of a named client's.</summary>
    public MembershipMeasures InNamedClient(Attack attack, ThreatPosition? position = null, params Withheld[] hidden) => MembershipMeasures.Of(
        [
            .. Enumerable.Range(0, Count).Select(f =>
            {
                var scores = Scores(f, attack, position, hidden);
                var measured = truths[f].Measured(position ?? new Server(), Candidates, new RandomStream(5).Named("federation", f));
                var named = truths[f].NamedClients(measured, Candidates, new RandomStream(4).Named("federation", f));
                int[] asked = [.. named.Keys.Order()];
                return new ScoredFederation(
                    f, [.. asked.Select(i => Candidates.Records[i])], [.. asked.Select(i => scores[i][named[i]])], [.. asked.Select(truths[f].IsMember)]);
            }),
        ],
        new RandomStream(1));

    /// <summary>Which client holds a member.</summary>
    public SourceMeasures Source(Attack attack, ThreatPosition? position = null, params Withheld[] hidden)
    {
        var own = position?.OwnClients ?? 0;
        var scores = Enumerable.Range(0, Count).Select(f => Scores(f, attack, position, hidden)).ToArray();
        Truth[] targets = [.. truths.Take(Count)];
        int[][] members = [.. targets.Select(truth => Enumerable.Range(0, Candidates.Count).Where(i => truth.Sources[i] >= own).ToArray())];
        var posteriors = SourcePosterior.Fitted(scores, targets, members, own);
        double[] Guesses(int f) => [.. members[f].Select(_ => 1.0 / (transcripts[f].Clients - own))];
        return SourceMeasures.Of(
            [.. posteriors.Select((of, f) => SourceAnswer.Of(f, members[f], Candidates, truths[f], of, own, Guesses(f)))], new RandomStream(1));
    }
}
