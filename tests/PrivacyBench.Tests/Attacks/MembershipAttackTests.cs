using MathNet.Numerics.Distributions;
using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Data;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>Membership attacks against their formulas, written out from the papers, and on a planted leak.</summary>
internal sealed class MembershipAttackTests
{
    private const int Federations = 9;

    private static readonly Candidates Candidates = new(TinyFederations.Digits, [.. Enumerable.Range(0, 160)])
    {
        Population = new(TinyFederations.Digits, [.. Enumerable.Range(1400, 200)]),
    };

    /// <summary>Small federations that train to overfitting, each on half of the candidates: a leak that must be found.</summary>
    private static readonly (View View, int[] Sources)[] Overfitted = Train();

    [TestCase("loss-threshold", 0.1)]
    [TestCase("modified-entropy", 0.1)]
    [TestCase("calibrated-loss", 0.1)]
    [TestCase("lira-online", 0.1)]
    [TestCase("lira-offline", 0.1)]
    [TestCase("rmia", 0.1)]
    [TestCase("quantile", 0.1)]
    [TestCase("shadow-classifier", 0.1)]
    [TestCase("trajectory", 0.1)]
    [TestCase("label-only", 0.05)]
    public void An_overfitted_model_gives_its_members_away(string name, double least)
    {
        var attack = (MembershipAttack)Activator.CreateInstance(AttackCatalogue.Attacks.Entries[name].Type)!;

        Assert.That(Measured(attack).Advantage.Low, Is.GreaterThan(least));
    }

    [Test]
    public void Every_variant_finds_the_leak_and_has_a_label_of_its_own()
    {
        MembershipAttack[] variants =
        [
            new Rmia { Online = true }, new Rmia { Continuous = true, A = 0.5 }, new Rmia { Gamma = 1.5 },
            new LiraOffline { Spread = LiraSpread.PerRecord }, new LiraOnline { Spread = LiraSpread.Shared, Form = LiraForm.Script },
            new Trajectory { Online = false }, new Trajectory { Rounds = 4 },
            new LiraOnline { Augmented = new() }, new LiraOffline { Augmented = new() { ImageWidth = 8 } },
            new LabelOnly { ImageWidth = 8, Scale = 1 }, new LabelOnly { Scale = 0.5, Copies = 10 },
        ];

        Assert.That(variants.Select(v => v.Label), Is.Unique);
        Assert.That(variants.Select(v => Measured(v).Advantage.Low), Is.All.GreaterThan(0.03));
    }

    [Test]
    public void Overfitted_local_models_give_the_records_of_a_named_client_away()
    {
        var attack = new UpdateLoss();
        var cell = Enumerable.Range(0, Federations).Select(f =>
        {
            var truth = new PrivacyBench.Arms.Truth(Overfitted[f].Sources);
            var scores = attack.Run(Overfitted[f].View, References(f), Candidates, new RandomStream(3));
            var named = truth.NamedClients([.. Enumerable.Range(0, Candidates.Count)], Candidates, new RandomStream(4).Named("federation", f));
            int[] asked = [.. named.Keys.Order()];
            return new ScoredFederation(
                f, [.. asked.Select(i => Candidates.Records[i])], [.. asked.Select(i => scores[i][named[i]])], [.. asked.Select(truth.IsMember)]);
        }).ToArray();

        Assert.That(MembershipMeasures.Of(cell, new RandomStream(1), new(Scope: IntervalScope.TheseRecords)).Advantage.Low, Is.GreaterThan(0.3));
    }

    [Test]
    public void Modified_entropy_is_the_papers_formula()
    {
        var scores = Run(new ModifiedEntropy(), 0);
        Assert.That(scores, Is.EqualTo(Enumerable.Range(0, Candidates.Count).Select(i =>
        {
            var p = Probabilities(0, i);
            var y = Candidates.Label(i);
            return ((1 - p[y]) * Math.Log(p[y])) + p.Index().Where(of => of.Index != y).Sum(of => of.Item * Math.Log(1 - of.Item));
        })).Within(1e-6));
    }

    [Test]
    public void Calibrated_loss_is_the_papers_formula()
    {
        var scores = Run(new CalibratedLoss(), 2);
        foreach (var i in Enumerable.Range(0, Candidates.Count).Where(i => Others(2, i, member: false).Length > 0))
        {
            var loss = Others(2, i, member: false).Average(f => -Math.Log(Probabilities(f, i)[Candidates.Label(i)]));
            Assert.That(scores[i], Is.EqualTo(loss + Math.Log(Probabilities(2, i)[Candidates.Label(i)])).Within(1e-5));
        }
    }

    [Test]
    public void Online_lira_is_the_papers_formula_with_medians_and_one_spread_a_side()
    {
        var scores = Run(new LiraOnline(), 3);
        var (inside, outside) = (Normals(3, member: true), Normals(3, member: false));
        foreach (var i in Enumerable.Range(0, Candidates.Count).Where(i => inside[i] is not null && outside[i] is not null))
        {
            Assert.That(scores[i], Is.EqualTo(inside[i]!.DensityLn(Logit(3, i)) - outside[i]!.DensityLn(Logit(3, i))).Within(1e-6 * (1 + Math.Abs(scores[i]))));
        }
    }

    [Test]
    public void Offline_lira_orders_records_as_the_papers_formula()
    {
        var scores = Run(new LiraOffline(), 3);
        var outside = Normals(3, member: false);
        foreach (var i in Enumerable.Range(0, Candidates.Count).Where(i => outside[i] is not null))
        {
            Assert.That(Normal.CDF(0, 1, scores[i]), Is.EqualTo(outside[i]!.CumulativeDistribution(Logit(3, i))).Within(1e-5));
        }
    }

    [Test]
    public void The_scripts_lira_is_minus_the_log_density_and_puts_one_shared_spread_on_both_sides()
    {
        var offline = Run(new LiraOffline { Form = LiraForm.Script }, 3);
        var online = Run(new LiraOnline { Form = LiraForm.Script, Spread = LiraSpread.Shared }, 3);
        var (inside, outside) = (Normals(3, member: true), Normals(3, member: false));
        var constant = Math.Log(Math.Sqrt(2 * Math.PI));
        foreach (var i in Enumerable.Range(0, Candidates.Count).Where(i => inside[i] is not null && outside[i] is not null))
        {
            Assert.That(offline[i], Is.EqualTo(-outside[i]!.DensityLn(Logit(3, i)) - constant).Within(1e-6 * (1 + Math.Abs(offline[i]))));
            var other = new Normal(outside[i]!.Mean, inside[i]!.StdDev);
            Assert.That(online[i], Is.EqualTo(inside[i]!.DensityLn(Logit(3, i)) - other.DensityLn(Logit(3, i))).Within(1e-6 * (1 + Math.Abs(online[i]))));
        }
    }

    [TestCase(null)]
    [TestCase(8)]
    public void Lira_with_copies_averages_the_papers_formula_over_the_queries(int? imageWidth)
    {
        var copies = new AugmentedQueries { Copies = 3, Scale = 0.3, ImageWidth = imageWidth };
        Candidates[] queries = [Candidates, .. copies.Of(Candidates)];
        var (online, offline) = (Run(new LiraOnline { Augmented = copies }, 3), Run(new LiraOffline { Augmented = copies }, 3));
        var inside = Array.ConvertAll(queries, query => Normals(3, member: true, query));
        var outside = Array.ConvertAll(queries, query => Normals(3, member: false, query));
        foreach (var i in Enumerable.Range(0, Candidates.Count).Where(i => inside[0][i] is not null && outside[0][i] is not null))
        {
            var logits = Array.ConvertAll(queries, query => Logit(3, i, query));
            var ratio = logits.Select((phi, q) => inside[q][i]!.DensityLn(phi) - outside[q][i]!.DensityLn(phi)).Average();
            Assert.That(online[i], Is.EqualTo(ratio).Within(1e-6 * (1 + Math.Abs(ratio))));
            Assert.That(offline[i], Is.EqualTo(logits.Select((phi, q) => (phi - outside[q][i]!.Mean) / outside[q][i]!.StdDev).Average()).Within(1e-5));
        }

        Assert.That(queries.Skip(1).Select(query => Logit(3, 0, query)).Append(Logit(3, 0)), Is.Unique, "every query is another one");
    }

    [TestCase(false, 1.0)]
    [TestCase(false, 2.0)]
    [TestCase(true, 2.0)]
    public void Rmia_counts_the_population_records_that_a_record_dominates(bool online, double gamma)
    {
        const double A = 0.3;
        var scores = Run(new Rmia { Online = online, Gamma = gamma, A = A }, 4);
        double Offline(double outside) => 0.5 * (((1 + A) * outside) + (1 - A));
        var population = Candidates.Population!;
        double[] dominated = [.. Enumerable.Range(0, population.Count).Select(j => Confidence(4, j, population)
            / Offline(Enumerable.Range(0, Federations).Where(f => f != 4).Average(f => Confidence(f, j, population))))];
        foreach (var i in Enumerable.Range(0, Candidates.Count))
        {
            var (inside, outside) = (Others(4, i, member: true), Others(4, i, member: false));
            if (inside.Length == 0 || outside.Length == 0)
            {
                continue;
            }

            var without = outside.Average(f => Confidence(f, i, Candidates));
            var usual = online ? 0.5 * (without + inside.Average(f => Confidence(f, i, Candidates))) : Offline(without);
            var ratio = Confidence(4, i, Candidates) / usual;
            Assert.That(scores[i], Is.EqualTo(dominated.Count(other => ratio / other >= gamma) / (double)population.Count).Within(1e-9));
        }
    }

    [Test]
    public void Continuous_rmia_is_the_mean_logarithm_of_the_ratios()
    {
        var (quantised, continuous) = (Run(new Rmia { A = 0.3 }, 4), Run(new Rmia { A = 0.3, Continuous = true }, 4));

        // The two order records alike but for the steps of the share, and 0 is a record like the mean of the population.
        var order = Enumerable.Range(0, quantised.Length).OrderBy(i => continuous[i]).ToArray();
        Assert.That(order.Select(i => quantised[i]), Is.Ordered);
        Assert.That(continuous.Zip(quantised).Where(of => of.First > 1).Select(of => of.Second), Is.All.GreaterThan(0.5));
    }

    [Test]
    public void Label_only_counts_the_copies_that_keep_their_label()
    {
        // Without noise to speak of every copy is the record itself: right or wrong as a whole.
        var scores = Run(new LabelOnly { Scale = 1e-9, Copies = 5 }, 0);
        var right = Enumerable.Range(0, Candidates.Count).Select(i => Confidence(0, i, Candidates) == Probabilities(0, i).Max() ? 1.0 : 0.0);
        Assert.That(scores, Is.EqualTo(right));
    }

    [Test]
    public void An_attack_that_needs_a_population_says_so_where_there_is_none()
    {
        var alone = new Candidates(TinyFederations.Digits, Candidates.Records);
        Assert.That(
            () => new Rmia().Run(Overfitted[0].View, References(0), alone, new RandomStream(3)),
            Throws.InvalidOperationException.With.Message.Contains("rmia needs records that nobody trains on"));
    }

    [Test]
    public void Update_loss_is_the_mean_loss_of_a_clients_models_against_that_of_clients_without_the_record()
    {
        var scores = new UpdateLoss().Run(Overfitted[1].View, References(1), Candidates, new RandomStream(3));
        double Mean(int federation, int client, int i)
        {
            var seen = Overfitted[federation].View.Observe<ClientUpdates>();
            return Enumerable.Range(0, seen.Rounds).Average(t => (double)seen.Losses(Candidates).Of(t, client)[i]);
        }

        foreach (var i in Enumerable.Range(0, 40))
        {
            var without = Enumerable.Range(0, Federations).Where(f => f != 1).SelectMany(f =>
                Enumerable.Range(0, 8).Where(k => Overfitted[f].Sources[i] != k).Select(k => Mean(f, k, i))).Average();
            Assert.That(scores[i], Is.EqualTo(Enumerable.Range(0, 8).Select(k => without - Mean(1, k, i))).Within(1e-9));
        }
    }

    private static MembershipMeasures Measured(MembershipAttack attack) => MembershipMeasures.Of(
        [
            .. Enumerable.Range(0, Federations).Select(f => new ScoredFederation(
                f, [.. Candidates.Records], Run(attack, f), [.. Overfitted[f].Sources.Select(source => source >= 0)])),
        ],
        new RandomStream(1));

    /// <summary>The probability of the true label.</summary>
    private static double Confidence(int federation, int record, Candidates records) =>
        Probabilities(federation, record, records)[records.Label(record)];

    private static double[] Run(MembershipAttack attack, int federation) => attack.Run(
        Overfitted[federation].View, References(federation), Candidates, new RandomStream(3));

    private static PrivacyBench.Attacks.Reference[] References(int target) =>
        [.. Overfitted.Where((_, r) => r != target).Select(of => new PrivacyBench.Attacks.Reference(of.View, of.Sources))];

    private static int[] Others(int target, int record, bool member) =>
        [.. Enumerable.Range(0, Federations).Where(f => f != target && (Overfitted[f].Sources[record] >= 0) == member)];

    /// <summary>The normal distribution of each record's logits on one side; null where no reference is on it.</summary>
    private static Normal?[] Normals(int target, bool member, Candidates? query = null)
    {
        var logits = Enumerable.Range(0, Candidates.Count)
            .Select(i => Others(target, i, member).Select(f => Logit(f, i, query)).Order().ToArray()).ToArray();
        var medians = Array.ConvertAll(logits, of => of.Length == 0 ? 0 : (of[(of.Length - 1) / 2] + of[of.Length / 2]) / 2);
        var residuals = logits.SelectMany((of, i) => of.Select(phi => phi - medians[i])).ToArray();
        var spread = Math.Sqrt(residuals.Sum(r => r * r) / residuals.Length);
        return [.. logits.Select((of, i) => of.Length == 0 ? null : new Normal(medians[i], spread))];
    }

    private static double Logit(int federation, int record, Candidates? query = null)
    {
        var p = Probabilities(federation, record, query);
        var y = Candidates.Label(record);
        return Math.Log(p[y]) - Math.Log(p.Where((_, j) => j != y).Sum());
    }

    private static double[] Probabilities(int federation, int record, Candidates? records = null)
    {
        var logits = Overfitted[federation].View.Observe<FinalModel>().Query(records ?? Candidates).Logits(record).ToArray();
        var total = logits.Sum(z => Math.Exp(z - (double)logits.Max()));
        return Array.ConvertAll(logits, z => Math.Exp(z - (double)logits.Max()) / total);
    }

    private static (View View, int[] Sources)[] Train()
    {
        var plan = TinyFederations.Plan();
        // Many local steps on few records: the global model learns its members by heart, and each local model its client's first.
        plan = plan with { Rounds = 20, Local = plan.Local with { Epochs = 8, LearningRate = 0.2 } };
        var designs = TinyFederations.Equal(Federations, 8, 10, new Iid(), among: Candidates.Count);
        return
        [
            .. TinyFederations.Train(plan, designs).Zip(designs, (transcript, design) => (
                PositionViews.Of(new Server(), new TranscriptObservations(transcript), []),
                Candidates.Records.Select(record => Array.FindIndex([.. design.ClientRecords], of => of.Contains(record))).ToArray())),
        ];
    }
}
