using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests;

/// <summary>The whole way from a scenario to results, on federations small enough for every test run.</summary>
internal sealed class EvaluationTests
{
    private readonly List<string> folders = [];

    [TearDown]
    public void DeleteFolders()
    {
        folders.ForEach(folder => Directory.Delete(folder, recursive: true));
        folders.Clear();
    }

    [Test]
    public void A_seed_gives_the_same_bytes_with_one_worker_and_with_two()
    {
        var one = Bytes(Run(Tiny(), workers: 1));
        var two = Bytes(Run(Tiny(), workers: 2));

        Assert.That(two, Is.EqualTo(one));
    }

    [Test]
    public void Another_seed_gives_other_numbers() =>
        Assert.That(Bytes(Run(Tiny() with { Seed = 2 })), Is.Not.EqualTo(Bytes(Run(Tiny()))));

    [Test]
    public void A_resumed_run_gives_the_bytes_of_one_that_was_never_interrupted()
    {
        var folder = Folder();
        var whole = Bytes(Run(Tiny(), folder: folder));
        // What a kill leaves: some arms are finished, one is not, and a half-written file lies about.
        File.Delete(Directory.GetFiles(Path.Combine(folder, "arms"))[0]);
        File.WriteAllText(Path.Combine(folder, "scores", "half.csv.unfinished"), "federation,rec");

        Assert.That(Bytes(Run(Tiny(), folder: folder, resume: true)), Is.EqualTo(whole));
    }

    [Test]
    public void Resuming_a_finished_run_changes_nothing_of_it()
    {
        var folder = Folder();
        var finished = Run(Tiny(), folder: folder);
        var resumed = Run(Tiny(), folder: folder, resume: true);

        Assert.That(resumed.Provenance, Is.EqualTo(finished.Provenance), "its times are those of its arms");
    }

    [Test]
    public void A_run_on_changed_data_takes_nothing_from_one_on_the_old()
    {
        var folder = Folder();
        var file = Path.Combine(folder, "mine.csv");
        Scenario OnFile() => Tiny($$"""{ "dataset": { "path": {{JsonSerializer.Serialize(file)}} }, "defenses": ["none"] }""");
        Write(file, shift: 0);
        var old = Loss(Run(OnFile(), folder: folder));
        Write(file, shift: 1);
        var resumed = Loss(Run(OnFile(), folder: folder, resume: true));

        // Products of so few features depend on where they lie in memory by their last bits.
        Assert.That(resumed, Is.EqualTo(Loss(Run(OnFile()))).Within(1e-6), "the numbers belong to the checksum beside them");
        Assert.That(Math.Abs(resumed - old), Is.GreaterThan(1e-4));

        static double Loss(Results results) => results.Defenses.Single().Utility.TestLoss.Value;

        static void Write(string file, int shift)
        {
            var random = new RandomStream(5 + shift);
            File.WriteAllLines(file, ["a,b,c,label", .. Enumerable.Range(0, 400).Select(_ => $"{random.Below(90)},{random.Below(90)},{random.Below(90)},{random.Below(3)}")]);
        }
    }

    [Test]
    public void Scores_that_another_run_replaced_are_measured_again()
    {
        var folder = Folder();
        var whole = Bytes(Run(Tiny(), folder: folder));
        var scores = Directory.GetFiles(Path.Combine(folder, "scores"))[0];
        File.WriteAllText(scores, string.Join('\n', File.ReadAllLines(scores)[..^1]));

        Assert.That(Bytes(Run(Tiny(), folder: folder, resume: true)), Is.EqualTo(whole));
    }

    [Test]
    public void An_arm_that_diverges_is_named_and_the_others_go_on()
    {
        var claim = """{ "claims": [{ "defense": "none", "metric": "testAccuracy", "atLeast": 0.1 }], "federation.local.learningRate": 1e9, "defenses": ["none", { "kind": "record-dp", "noiseMultiplier": 1, "clip": 1e-12 }] }""";
        var results = Run(Tiny(claim));

        Assert.That(results.Failed.Single().Defense, Is.EqualTo("none"));
        Assert.That(results.Failed.Single().Reason, Does.Match("^The model diverged in round [1-4]: client [0-3] of federation 0 .* learning rate 1E\\+0?9|1000000000"));
        Assert.That(results.Defenses.Select(d => d.Defense), Is.EqualTo(new[] { results.Defenses.Single().Defense }));
        Assert.That(results.Claims.Single().Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void Every_run_starts_anew_unless_asked_to_resume()
    {
        var folder = Folder();
        Run(Tiny(), folder: folder);
        var before = Directory.GetFiles(Path.Combine(folder, "arms")).Select(File.GetLastWriteTimeUtc).Max();
        Run(Tiny(), folder: folder);

        Assert.That(Directory.GetFiles(Path.Combine(folder, "arms")).Select(File.GetLastWriteTimeUtc).Min(), Is.GreaterThan(before));
    }

    [Test]
    public void A_cancelled_run_leaves_no_half_written_file()
    {
        var folder = Folder();
        using var cancellation = new CancellationTokenSource();
        var progress = new Told(p => { if (p.ArmsDone == 1) cancellation.Cancel(); });

        Assert.That(
            () => Evaluation.Run(Tiny(), folder, new RunOptions(), progress, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFiles(Path.Combine(folder, "arms")), Has.Length.EqualTo(1), "the finished arm is kept");
        Assert.That(Directory.EnumerateFiles(folder, "*.unfinished", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void A_scenario_that_does_not_fit_its_memory_is_refused_with_what_to_lower()
    {
        var folder = Folder();

        Assert.That(
            () => Evaluation.Run(Tiny(), folder, new RunOptions { MaxMemory = 300 << 20 }, new Told(_ => { }), CancellationToken.None),
            Throws.InstanceOf<ScenarioException>().With.Message.Contains("tiny: trials.federations: found 6")
                .And.Message.Contains("fewer rounds or clients").And.Message.Contains("0.3 GiB by --max-memory"));
        Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.Empty, "nothing is written");
    }

    [TestCase("""{ "federation.architecture": "cnn", "dataset.name": "breast-cancer" }""", "federation.architecture: found cnn(16-32) on breast-cancer; allowed: square images")]
    [TestCase("""{ "federation.architecture": "text-cnn", "dataset.name": "breast-cancer" }""", "numbers of tokens, whole and from 0 to below 64")]
    [TestCase("""{ "federation.architecture": "text-cnn", "dataset.name": "shakespeare", "federation.partitions": [{ "kind": "feature-noise", "variance": 0.5 }] }""", "federation.partitions: found feature-noise")]
    public void Data_that_an_architecture_cannot_read_are_refused(string changes, string message) => Assert.That(
        () => Evaluation.Run(Tiny(changes), Folder(), new RunOptions(), new Told(_ => { }), CancellationToken.None),
        Throws.InstanceOf<ScenarioException>().With.Message.Contains(message));

    [Test]
    public void Models_that_memorise_give_their_members_away()
    {
        var leaky = Overfitted();
        var results = Run(leaky);
        var attacks = Cell(results, "none", "external").Attacks;

        Assert.That(attacks.Single(a => a.Name == "lira-offline").Advantage!.Value.Low, Is.GreaterThan(0.1));
        Assert.That(attacks.Single(a => a.Name == "loss-threshold").Advantage!.Value.Low, Is.GreaterThan(0));
    }

    [Test]
    public void Members_swapped_at_random_leave_an_interval_that_covers_chance()
    {
        var folder = Folder();
        var file = Cell(Run(Overfitted(), folder: folder), "none", "external").Attacks.Single(a => a.Name == "lira-offline").Scores!;
        var cell = MembershipScores.Read(Path.Combine(folder, file));
        var covered = Enumerable.Range(0, 100).Count(seed =>
        {
            var random = new RandomStream(seed);
            var swapped = cell.Select(f => new ScoredFederation(
                f.Federation, f.Records, f.Scores, [.. random.Named("swap", f.Federation).Permutation(f.Members.Length).Select(i => f.Members[i])])).ToArray();
            return MembershipMeasures.Of(swapped, random).Advantage.Covers(0);
        });

        Assert.That(covered, Is.GreaterThanOrEqualTo(90));
    }

    [Test]
    public void Models_that_were_never_trained_tell_no_source()
    {
        var untrained = Tiny("""{ "federation.local.epochs": 0, "federation.partitions": ["iid"], "defenses": ["none"], "trials.federations": 16 }""");
        var attacks = Cell(Run(untrained), "none", "server").Attacks;
        var accuracy = attacks.Single(a => a.Name == "source-loss").Accuracy!.Value;
        var largest = attacks.Single(a => a.IsBaseline).Baselines!.Single(b => b.Name == "largest-client").Accuracy.Value;

        Assert.That(accuracy.Covers(largest), $"{accuracy} against {largest}");
    }

    [Test]
    public void What_guessing_gets_right_has_a_row_of_its_own_that_is_never_the_strongest_attack()
    {
        var hospitals = """
            { "dataset.name": "heart-disease", "federation.partitions": ["natural"], "federation.recordsPerClient": 40, "defenses": ["none", "additive-shares"] }
            """;
        var results = Run(Tiny(hospitals));
        var seen = Cell(results, "none", "server").Attacks;
        var guess = seen.Single(a => a.IsBaseline);
        var attack = seen.Single(a => a.Name == "source-loss");

        Assert.That((guess.Name, guess.Goal, guess.Advantage), Is.EqualTo(("source-guess", Goal.Source, new Rate(0, 0, 0))));
        Assert.That(guess.Baselines!.Select(b => b.Name), Is.EqualTo(["largest-client", "label-counts", "record"]));
        Assert.That(guess.Baselines!.Max(b => b.Accuracy.Value), Is.EqualTo(attack.Guess!.Value.Value));
        Assert.That(Cell(results, "none", "server").Strongest.Source!.Attack, Is.EqualTo("source-loss"));
        Assert.That(Cell(results, "additive-shares", "server").Strongest.Source!.Attack, Is.EqualTo("guessing"), "whatever else cannot run");
    }

    [Test]
    public void Shares_block_the_server_and_change_nothing_for_the_outside()
    {
        var results = Run(Tiny());
        var server = Cell(results, "additive-shares", "server").Attacks.Single(a => a.Name == "source-loss");
        var shrink = results.Defenses.Single(d => d.Defense == "additive-shares").Shrink;

        Assert.That(server, Has.Property("Status").EqualTo(AttackStatus.Blocked));
        Assert.That(server.Reason, Does.Contain("additive-shares").And.Contain("aggregators"));
        Assert.That(shrink.Single(s => s.Position == "server" && s.Goal == Goal.Source).AdvantageWith, Is.EqualTo(new Rate(0, 0, 0)));
        Assert.That(shrink.Single(s => s.Position == "external" && s.Goal == Goal.Membership).Difference!.Value.Covers(0));
    }

    [Test]
    public void Local_privacy_takes_the_leak_away_and_says_its_epsilon()
    {
        var results = Run(Tiny());
        var defended = results.Defenses.Single(d => d.Defense.StartsWith("local-dp", StringComparison.Ordinal));
        var guarantee = defended.Guarantees.Single();

        Assert.That(guarantee.Epsilon.Value, Is.EqualTo(8).Within(1e-6));
        Assert.That((guarantee.Delta, guarantee.Unit, guarantee.Adjacency), Is.EqualTo((1e-5, "client", "add-or-remove")));
        Assert.That(guarantee.ProtectsFrom, Does.Contain("server").And.Contain("external"));
        Assert.That(defended.Shrink.Single(s => s.Position == "server" && s.Goal == Goal.Source).Difference!.Value.Above(0));
    }

    [Test]
    public void Keys_from_the_seed_are_named_unfit_for_production()
    {
        const string Small = """{ "attacks": ["loss-threshold"], "trials.federations": 2, "federation.rounds": 1 }""";
        var reproducible = Run(Tiny(Small) with { Reproducible = true }).Defenses;

        Assert.That(reproducible.Where(d => d.Warnings.Count > 0).Select(d => d.Defense), Is.EqualTo(new[] { "additive-shares" }));
        Assert.That(reproducible.Single(d => d.Defense == "additive-shares").Warnings.Single(), Does.Contain("seed").And.Contain("unfit for production"));
        Assert.That(Run(Tiny(Small)).Defenses.SelectMany(d => d.Warnings), Is.Empty);
    }

    [Test]
    public void Rounds_that_released_nothing_are_counted_in_the_results()
    {
        var lonely = """
            {
                "attacks": ["loss-threshold"], "trials.federations": 4, "federation.rounds": 6, "defenses": ["none", "secure-aggregation"],
                "federation.participation": 0.3, "federation.sampling": "poisson"
            }
            """;
        var defended = Run(Tiny(lonely)).Defenses.Single(d => d.Defense == "secure-aggregation");
        var stopped = defended.Stopped!;

        Assert.That((stopped.Of, stopped.Rounds), Is.EqualTo((24, stopped.Rounds)));
        Assert.That(stopped.Rounds, Is.InRange(1, 23));
        Assert.That(stopped.Reason, Does.Contain("at least 2 are needed"));
        Assert.That(defended.Cost.Expansion, Is.GreaterThan(1), "rounds that sent nothing are not among those that are priced");
    }

    [Test]
    public void Values_beyond_a_protocols_range_are_counted_and_told()
    {
        const string Narrow = """
            { "attacks": ["loss-threshold"], "trials.federations": 2, "federation.rounds": 2, "defenses": ["none", { "kind": "secure-aggregation", "bound": 0.01 }] }
            """;
        var results = Run(Tiny(Narrow));
        var cut = results.Defenses.Single(d => d.Defense == "secure-aggregation");

        Assert.That(cut.CutOff!.Share, Is.InRange(0.01, 1));
        Assert.That((cut.CutOff.Bound, cut.CutOff.Largest), Is.EqualTo((0.01, cut.CutOff.Largest)));
        Assert.That(cut.CutOff.Largest, Is.GreaterThan(0.01));
        Assert.That(cut.Warnings.Single(), Does.Contain("were cut off at the bound 0.01"));
        Assert.That(results.Sanity.Where(s => s.Verdict == Verdict.Fails).Select(s => (s.Rule, s.Place)), Is.EqualTo(new[] { ("sums change nothing", "dirichlet(0.3), secure-aggregation") }));
        Assert.That(results.Defenses.Single(d => d.Defense == "none").CutOff, Is.Null);
    }

    [Test]
    public void A_claim_is_judged_by_its_interval()
    {
        var claims = """
            { "claims": [
                { "defense": "additive-shares", "position": "server", "goal": "source", "atMost": 0.05 },
                { "defense": "none", "position": "server", "goal": "source", "atMost": 0.05 } ] }
            """;
        var verdicts = Run(Tiny(claims)).Claims;

        Assert.That(verdicts.Select(v => v.Verdict.ToString()), Is.EqualTo(["Holds", "Fails"]));
    }

    /// <summary>Few records, many epochs: the models know their members by heart.</summary>
    private static Scenario Overfitted() => Tiny("""
        { "defenses": ["none"], "federation.local.epochs": 10, "federation.rounds": 8, "federation.partitions": ["iid"], "trials.federations": 12 }
        """);

    private static Scenario Tiny(string changes = "{}") => ScenarioFile.Parse(
        """
        {
          "name": "tiny",
          "dataset": { "name": "digits" },
          "federation": {
            "clients": 4, "recordsPerClient": 15, "rounds": 4,
            "partitions": [{ "kind": "dirichlet", "alpha": 0.3 }],
            "architecture": { "kind": "mlp", "hidden": [24] },
            "local": { "epochs": 5, "batchSize": 5, "learningRate": 0.2 }
          },
          "positions": ["external", "client", "server"],
          "attacks": ["loss-threshold", "lira-offline", "source-loss"],
          "defenses": ["none", { "kind": "local-dp", "epsilon": 8 }, "additive-shares"],
          "trials": { "federations": 6 }
        }
        """,
        "tiny.json",
        [.. ((JsonObject)JsonNode.Parse(changes)!).Select(c => new Override(c.Key.Split('.'), c.Value!.ToJsonString(), "the test"))]);

    private Results Run(Scenario scenario, int workers = 2, string? folder = null, bool resume = false) => Evaluation.Run(
        scenario, folder ?? Folder(), new RunOptions { Workers = workers, Resume = resume }, new Told(_ => { }), CancellationToken.None);

    private string Folder()
    {
        var folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        folders.Add(folder);
        return folder;
    }

    private static Cell Cell(Results results, string defense, string position) =>
        results.Cells.Single(c => c.Defense == defense && c.Position == position);

    private static string Bytes(Results results) => SameResults.Bytes(results);

    private sealed class Told(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
