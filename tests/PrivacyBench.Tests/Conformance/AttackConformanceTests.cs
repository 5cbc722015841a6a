using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Attacks.Source;
using PrivacyBench.Data;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Conformance;

/// <summary>What every listed attack must keep, on real transcripts seen by the undefended server and a client, who see the most.</summary>
internal sealed class AttackConformanceTests
{
    private const int Federations = 6;
    private const int References = 5;
    private const int Clients = 4;

    private static readonly ServerWithClients Position = new();

    private static readonly Candidates Candidates = new(TinyFederations.Digits, [.. Enumerable.Range(0, 120)])
    {
        Population = new(TinyFederations.Digits, [.. Enumerable.Range(1500, 200)]),
    };

    /// <summary>Every listed attack with its defaults, and the variants that score in a way of their own.</summary>
    private static readonly Dictionary<string, Attack> Attacks = AttackCatalogue.Attacks.Entries
        .Select(e => (e.Key, Attack: (Attack)Activator.CreateInstance(e.Value.Type)!))
        .Concat(((Attack[])
        [
            new LiraOnline { Augmented = new() { Copies = 2 } },
            new LiraOffline { Augmented = new() { Copies = 2 } },
            new LiraOffline { Form = LiraForm.Script },
            new Rmia { Online = true },
            new Rmia { Continuous = true },
            new Trajectory { Online = false },
            new UpdateLoss { Calibration = UpdateCalibration.Aggregate },
            new FedMia { Measure = FedMiaMeasure.Loss },
            new FedMia { Predictive = FedMiaPredictive.Student },
            new SourceLoss { Round = 2 },
        ]).Select(attack => (Key: attack.Label, Attack: attack))).ToDictionary(of => of.Key, of => of.Attack);

    private static readonly View[] Views =
    [
        .. TinyFederations.Train(TinyFederations.Plan(), TinyFederations.Equal(Federations + References, Clients, 10, new Iid()))
            .Select(t => PositionViews.Of(Position, new TranscriptObservations(t), [])),
    ];

    [TestCaseSource(nameof(Names))]
    public void The_same_seed_gives_the_same_scores(string name)
    {
        var once = Run(name, Sources(1));
        var again = Run(name, Sources(1));

        Assert.That(again, Is.EqualTo(once));
    }

    [TestCaseSource(nameof(Names))]
    public void There_is_a_score_for_each_candidate(string name)
    {
        var scores = Run(name, Sources(1));

        Assert.That(scores.Select(of => of.Length), Is.All.EqualTo(Candidates.Count));
        Assert.That(scores.SelectMany(of => of).SelectMany(of => of), Has.None.NaN);
    }

    [TestCaseSource(nameof(Names))]
    public void Models_and_records_are_left_as_they_were(string name)
    {
        var before = (float[])TinyFederations.Digits.Features.Clone();
        var model = Views[0].Observe<GlobalModels>().Parameters(1).ToArray();
        Run(name, Sources(1));

        Assert.That(TinyFederations.Digits.Features, Is.EqualTo(before));
        Assert.That(Views[0].Observe<GlobalModels>().Parameters(1).ToArray(), Is.EqualTo(model));
    }

    [TestCaseSource(nameof(Memberships))]
    public void On_a_random_truth_a_membership_attack_is_at_chance(string name)
    {
        var covered = Enumerable.Range(1, 40).Count(seed =>
        {
            var truth = Sources(seed);
            var scores = Run(name, truth);
            var cell = scores.Select((of, f) => new ScoredFederation(
                f, [.. Candidates.Records], [.. of.Select(s => s.Max())], [.. truth[f].Select(source => source >= 0)])).ToArray();
            return MembershipMeasures.Of(cell, new RandomStream(seed)).Advantage.Covers(0);
        });

        // At 95% two of 40 intervals miss on average, and eight or more hardly ever do.
        Assert.That(covered, Is.GreaterThan(32));
    }

    [TestCaseSource(nameof(ClientMemberships))]
    public void On_a_random_truth_an_attack_on_a_named_client_is_at_chance(string name)
    {
        var covered = Enumerable.Range(1, 40).Count(seed =>
        {
            var sources = Sources(seed);
            Truth[] truths = [.. sources.Take(Federations).Select(of => new Truth(of))];
            var cell = Run(name, sources).Select((of, f) =>
            {
                var random = new RandomStream(seed).Named("federation", f);
                var named = truths[f].NamedClients(truths[f].Measured(Position, Candidates, random), Candidates, random);
                int[] asked = [.. named.Keys.Order()];
                return new ScoredFederation(
                    f, [.. asked.Select(i => Candidates.Records[i])], [.. asked.Select(i => of[i][named[i]])], [.. asked.Select(truths[f].IsMember)]);
            }).ToArray();
            return MembershipMeasures.Of(cell, new RandomStream(seed)).Advantage.Covers(0);
        });

        Assert.That(covered, Is.GreaterThan(32));
    }

    [TestCaseSource(nameof(SourceAttacks))]
    public void On_a_random_truth_an_attack_on_the_source_is_at_chance(string name)
    {
        var covered = Enumerable.Range(1, 40).Count(seed =>
        {
            var sources = Sources(seed);
            Truth[] truths = [.. sources.Take(Federations).Select(of => new Truth(of))];
            int[][] members = [.. truths.Select(truth => Enumerable.Range(0, Candidates.Count).Where(i => truth.Sources[i] >= Position.OwnClients).ToArray())];
            var posteriors = SourcePosterior.Fitted(Run(name, sources), truths, members, Position.OwnClients);
            double[] Guesses(int f) => [.. members[f].Select(_ => 1.0 / (Clients - Position.OwnClients))];
            var cell = posteriors.Select((of, f) => SourceAnswer.Of(f, members[f], Candidates, truths[f], of, Position.OwnClients, Guesses(f))).ToArray();
            return SourceMeasures.Of(cell, new RandomStream(seed)).Accuracy.Covers(1.0 / (Clients - Position.OwnClients));
        });

        Assert.That(covered, Is.GreaterThan(32));
    }

    private static IEnumerable<string> ClientMemberships() => Of<ClientMembershipAttack>();

    private static IEnumerable<string> SourceAttacks() => Of<ClientMembershipAttack>().Concat(Of<SourceAttack>());

    private static IEnumerable<string> Of<T>() => Attacks.Where(e => e.Value is T).Select(e => e.Key);

    private static string[] Names() => [.. Attacks.Keys];

    private static IEnumerable<string> Memberships() => Attacks.Where(e => e.Value is not SourceAttack).Select(e => e.Key);

    private static double[][][] Run(string name, int[][] sources)
    {
        var attack = Attacks[name];
        return [.. Enumerable.Range(0, Federations).Select(f =>
        {
            var references = Enumerable.Range(Federations, References).Select(r => new PrivacyBench.Attacks.Reference(Views[r], sources[r])).ToArray();
            var random = new RandomStream(5).Named("federation", f);
            return attack switch
            {
                MembershipAttack membership => [.. membership.Run(Views[f], references, Candidates, random).Select(s => new[] { s })],
                ClientMembershipAttack client => client.Run(Views[f], references, Candidates, random),
                _ => ((SourceAttack)attack).Run(Views[f], references, Candidates, random),
            };
        })];
    }

    /// <summary>A truth that has nothing to do with what was trained on: half of the candidates are said to be members.</summary>
    private static int[][] Sources(int seed) =>
    [
        .. Enumerable.Range(0, Federations + References).Select(f =>
        {
            var order = new RandomStream(seed).Named("truth", f).Permutation(Candidates.Count);
            return Enumerable.Range(0, Candidates.Count).Select(i => order[i] < Candidates.Count / 2 ? order[i] % Clients : -1).ToArray();
        }),
    ];
}
