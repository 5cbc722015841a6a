using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;
using PrivacyBench.Accounting;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Reports;

/// <summary>Results as a small evaluation gives them: two partitions, four positions, five defenses.</summary>
internal static class SampleResults
{
    public const string LocalDp = "local-dp(ε=2)";
    public const string Masks = "secure-aggregation";
    public const string Combined = "distributed-dp(ε=8) + secure-aggregation";
    public const string Hidden = "No single client's update can be seen from here.";
    public static readonly string[] Partitions = ["iid", "dirichlet(0.1)"];
    public static readonly string[] Positions = ["external", "client", "server", "server-with-clients(3)"];
    public static readonly string[] Defenses = ["none", LocalDp, Masks, "ckks(security=128)", Combined];

    public static Results Of(string name = "quickstart") => new()
    {
        Scenario = Scenario(name),
        Environment = new(
            "0.1.0", null, "Linux 6.1", "A processor", 2, "10.0.1", "2.10.0", new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" }),
        Provenance = new(
            1, "5f2c0d6fd2c57a3b6a7d6a1d1f1f0d3d0a8b7c6e5f4a3b2c1d0e9f8a7b6c5d4e", new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            new(2026, 3, 1, 12, 9, 30, TimeSpan.Zero), "privacybench run scenarios/quickstart.json --seed 1"),
        Cells = [.. from p in Partitions from d in Defenses from s in Positions select Cell(p, d, s)],
        Defenses = [.. from p in Partitions from d in Defenses select Defense(p, d)],
        Claims = [.. Partitions.SelectMany(Claims)],
        Partitions = [Split("iid", .06, (_, _) => 4), Split("dirichlet(0.1)", .68, (client, label) => (client * 7) + (label * 3) is var n && n % 10 < 3 ? 4 + (n % 19) : 0)],
    };

    public static Rate Around(double value, double half) => new(value, value - half, value + half);

    /// <summary>Score files as they stand beside the results: members' scores are shifted, some of them far.</summary>
    public static void WriteScores(Results results, string folder, int federations = 8, int records = 120)
    {
        Directory.CreateDirectory(Path.Combine(folder, "scores"));
        foreach (var cell in results.Cells)
        {
            var random = new RandomStream(1).Named("scores").Named(cell.Defense);
            var shift = 2.5 * cell.Strongest.Membership!.Advantage.Value;
            ScoredFederation[] scored = [.. Enumerable.Range(0, federations).Select(f => new ScoredFederation(
                f,
                [.. Enumerable.Range(0, records)],
                [.. Enumerable.Range(0, records).Select(r => (r % 2 == 0 ? shift * (r % 14 == 0 ? 3 : 1) : 0) + Normal.Sample(random, 0, 1))],
                [.. Enumerable.Range(0, records).Select(r => r % 2 == 0)]))];
            MembershipScores.Write(Path.Combine(folder, ScoreFile(cell.Partition, cell.Defense, cell.Position)), scored);
        }
    }

    private static string ScoreFile(string partition, string defense, string position) =>
        $"scores/{Array.IndexOf(Partitions, partition)}-{Array.IndexOf(Defenses, defense)}-{Array.IndexOf(Positions, position)}-lira-offline.csv";

    private static JsonObject Scenario(string name) => new()
    {
        ["name"] = name,
        ["seed"] = 1,
        ["dataset"] = new JsonObject { ["name"] = "digits" },
        ["federation"] = new JsonObject
        {
            ["clients"] = 10,
            ["recordsPerClient"] = 40,
            ["rounds"] = 20,
            ["participation"] = 1.0,
            ["architecture"] = new JsonObject { ["kind"] = "mlp", ["hidden"] = new JsonArray(128) },
            ["local"] = new JsonObject { ["epochs"] = 5, ["batchSize"] = 10, ["learningRate"] = .2 },
            ["strategy"] = "fedavg",
        },
        ["trials"] = new JsonObject { ["federations"] = 32, ["confidence"] = .95 },
    };

    private static Rate? Source(string partition, string defense, string position)
    {
        var open = partition == "iid" ? .49 : .67;
        return (position, defense) switch
        {
            ("external" or "client", _) => null,
            (_, "none") => Around(open, .05),
            (_, LocalDp) => Around(partition == "iid" ? .03 : .21, .05),
            ("server", _) => null,
            (_, Combined) => Around(.01, .03),
            _ => Around(partition == "iid" ? .05 : .12, .03),
        };
    }

    private static Rate Membership(string partition, string defense, string position)
    {
        var open = (position == "external" ? .13 : .22) + (partition == "iid" ? 0 : .04);
        return defense switch
        {
            LocalDp => Around(.02, .03),
            Combined => Around(.03, .035),
            _ when position == "client" && partition == "iid" => Around(.02, .04),
            Masks or "ckks(security=128)" when position.StartsWith("server", StringComparison.Ordinal) => Around(open - .08, .04),
            _ => Around(open, .04),
        };
    }

    private static Cell Cell(string partition, string defense, string position)
    {
        var source = Source(partition, defense, position);
        var membership = Membership(partition, defense, position);
        // Outsiders never see updates; from the server a protocol takes them away.
        Basis basis = source is not null ? Basis.Measured : position.StartsWith("server", StringComparison.Ordinal) ? Basis.ByConstruction : Basis.NotSeen;
        return new()
        {
            Partition = partition,
            Defense = defense,
            Position = position,
            Attacks =
            [
                MembershipAttack("loss-threshold", membership with { Value = membership.Value - .01 }, null),
                MembershipAttack("lira-offline", membership, ScoreFile(partition, defense, position)),
                SourceAttack(source, basis),
                .. position == "external" ? new[] { Canaries(defense) } : [],
            ],
            Strongest = new(new("lira-offline", membership, null), source is { } rate ? new("source-loss", rate, null) : new("guessing", default, Hidden) { Basis = basis }),
        };
    }

    private static AttackResult MembershipAttack(string name, Rate advantage, string? scores) => new()
    {
        Name = name,
        Goal = Goal.Membership,
        Status = AttackStatus.Ran,
        Advantage = advantage,
        Auc = Around(.5 + (advantage.Value * .6), .02),
        BalancedAccuracy = Around((1 + advantage.Value) / 2, .02),
        TprAtFpr =
        [
            new(.1, .18, .11, .25, true, null), new(.01, .031, .011, .051, true, null),
            new(.001, null, null, null, false, "10000 non-members are needed, 6400 are there"),
        ],
        EpsilonLowerBound = .31,
        Members = 6400,
        NonMembers = 6400,
        Federations = 32,
        Scores = scores,
    };

    private static AttackResult Canaries(string defense) => new()
    {
        Name = "canary-records(mislabelled)",
        Goal = Goal.Membership,
        Status = AttackStatus.Ran,
        OnCanaries = true,
        Advantage = Around(.4, .05),
        Audit = new(
            "record", 1e-5, .95,
            [
                new("clopper-pearson", defense == "none" ? 1.7 : .2, 3.6), new("curve", null, null, "Presumes the kind of a mechanism."),
                new("one-run", defense == "none" ? 3.3 : 0, 4.3),
            ]),
        Members = 400,
        NonMembers = 400,
        Federations = 32,
    };

    private static AttackResult SourceAttack(Rate? advantage, Basis basis) => new()
    {
        Name = "source-loss",
        Goal = Goal.Source,
        Status = basis switch { Basis.Measured => AttackStatus.Ran, Basis.ByConstruction => AttackStatus.Blocked, _ => AttackStatus.NotSeen },
        Reason = advantage is null ? Hidden : null,
        Assumption = basis == Basis.ByConstruction ? "the server follows the protocol" : null,
        Advantage = advantage,
        Accuracy = advantage is { } a ? Around(.1 + (.9 * a.Value), .04) : null,
        Guess = advantage is null ? null : Around(.1, 0),
        Members = 6400,
        Federations = 32,
    };

    private static DefenseResult Defense(string partition, string defense)
    {
        var (accuracy, expansion, seconds) = defense switch
        {
            "none" => (.951, 1.0, .021),
            LocalDp => (.62, 1.0, .024),
            Masks => (.950, 1.06, .043),
            Combined => (.71, 1.27, .049),
            _ => (.9506, 41.7, 1.93),
        };
        var mobile = .16 + (expansion * .031) + seconds;
        return new()
        {
            Partition = partition,
            Defense = defense,
            Utility = new(
                Around(accuracy - (partition == "iid" ? 0 : .05), .012), Around(.2, .01),
                [.. Enumerable.Range(1, 20).Select(r => (accuracy - (partition == "iid" ? 0 : .05)) * (1 - Math.Exp(-r / (partition == "iid" ? 2.5 : 5))))]),
            Guarantees = defense switch
            {
                LocalDp => [new(new(2), 1e-5, "record", "add-or-remove", "PLD", 20, ["external", "client", "server"])],
                Combined => [new(new(8), 1e-5, "client", "replace-one", "RDP", 20, ["external", "server"]), new(Epsilon.Unbounded, 0, "record", "add-or-remove", "none", 20, [])],
                _ => [],
            },
            Cost = new()
            {
                TrainingSeconds = Around(2 * seconds, seconds / 10),
                ChangesTraining = defense == LocalDp,
                ClientSeconds = Around(seconds, seconds / 10),
                ServerSeconds = Around(seconds / 3, seconds / 30),
                Plain = new(Around(.001, .0001), Around(.001, .0001)),
                LargestUploadBytes = 38_000 * expansion,
                LargestDownloadBytes = 38_000,
                UploadBytesPerClientPerRound = 38_000 * expansion,
                DownloadBytesPerClientPerRound = 38_000,
                MessagesPerRound = 20,
                Expansion = expansion,
                PeakMemoryBytes = 812_000_000,
                ModelledRoundSeconds = new(seconds + .002, seconds + .09, mobile),
            },
            Shrink = [.. from s in Positions from g in Enum.GetValues<Goal>() select Shrink(partition, defense, s, g) into x where x is not null select x],
        };
    }

    private static ShrinkResult? Shrink(string partition, string defense, string position, Goal goal)
    {
        var (without, with) = goal == Goal.Source
            ? (Source(partition, "none", position), Source(partition, defense, position))
            : (Membership(partition, "none", position), Membership(partition, defense, position));
        if (without is not { } before || with is not { } after)
            return null;
        Rate? ratio = before.Above(0) ? Around(after.Value / before.Value, .08) : null;
        return new(position, goal, before, after, ratio, Around(before.Value - after.Value, .05), ratio is null ? "the advantage without is not distinguishable from 0" : null);
    }

    private static IEnumerable<ClaimResult> Claims(string partition)
    {
        yield return new(
            new() { Defense = Masks, Position = "server", Goal = Goal.Source, AtMost = .05 }, partition, Verdict.Holds, null,
            "By construction, nothing is left but guessing.")
        { Basis = Basis.ByConstruction };
        yield return new(
            new() { Defense = Masks, Position = "server-with-clients(3)", Goal = Goal.Source, AtMost = .05 }, partition,
            partition == "iid" ? Verdict.Inconclusive : Verdict.Fails, Around(partition == "iid" ? .05 : .12, .03),
            partition == "iid" ? "The interval reaches from 0.02 to 0.08." : "The whole interval lies above 0.05.");
    }

    private static PartitionResult Split(string partition, double heterogeneity, Func<int, int, int> count) => new(
        partition, heterogeneity, [.. Enumerable.Range(0, 10).Select(c => Enumerable.Range(0, 10).Select(l => count(c, l)).ToArray())],
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
}
