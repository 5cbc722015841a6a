using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
using PrivacyBench.Views;

namespace PrivacyBench.Scenarios;

/// <summary>What to evaluate: the content of a scenario file, checked and with every default filled in.</summary>
public sealed record Scenario
{
    /// <summary>Where an editor finds the schema; without effect.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The scenario's name, which names the report's folder: letters, digits, '-', '_' and '.'.</summary>
    [RegularExpression("[A-Za-z0-9_-]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?", ErrorMessage = "1 to 64 letters, digits, '-', '_' and, but for the ends, '.'")]
    public required string Name { get; init; }

    /// <summary>The seed of every random stream.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether cryptographic keys derive from the seed too, for debugging: unfit for production, and the report says so.</summary>
    public bool Reproducible { get; init; }

    /// <summary>The data set.</summary>
    public required DatasetChoice Dataset { get; init; }

    /// <summary>The federation that is built many times.</summary>
    public required FederationSettings Federation { get; init; }

    /// <summary>Where adversaries stand.</summary>
    [MinLength(1)]
    public required IReadOnlyList<ThreatPosition> Positions { get; init; }

    /// <summary>What they try.</summary>
    [MinLength(1)]
    public required IReadOnlyList<Attack> Attacks { get; init; }

    /// <summary>What protects the federation; each entry is a name, an object, or a list of these that work together.</summary>
    [MinLength(1)]
    public required IReadOnlyList<DefenseStack> Defenses { get; init; }

    /// <summary>The sizes at which the cost of an aggregation is measured beside the federation's own.</summary>
    public GrowthSizes Growth { get; init; } = new();

    /// <summary>How often everything is repeated.</summary>
    public Trials Trials { get; init; } = new();

    /// <summary>
    /// The loss of test accuracy, from 0 to 1, up to which the answer recommends a defense: 0.05 is five points. No number depends on it.
    /// </summary>
    [Range(0d, 1d)]
    public double AccuracyLoss { get; init; } = 0.05;

    /// <summary>Sentences that the measurements may refute.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}

/// <summary>The federation that is built many times.</summary>
public sealed record FederationSettings
{
    /// <summary>Clients, at least 2.</summary>
    [Range(2, int.MaxValue)]
    public required int Clients { get; init; }

    /// <summary>Records that a client trains on (on average, where the partition skews it), at least 1.</summary>
    [Range(1, int.MaxValue)]
    public required int RecordsPerClient { get; init; }

    /// <summary>Rounds of training, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public required int Rounds { get; init; }

    /// <summary>The share of the clients that takes part in a round, above 0 and at most 1.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double Participation { get; init; } = 1;

    /// <summary>The number of clients that take part in a round, at least 1, instead of a share of them; null for the share.</summary>
    [Range(1, int.MaxValue)]
    public int? ClientsPerRound { get; init; }

    /// <summary>How participants are chosen: "fixed", always as many, or "poisson", each client independently.</summary>
    [AllowedValues("fixed", "poisson")]
    public string Sampling { get; init; } = "fixed";

    /// <summary>The probability that a participant drops out of a round before its update leaves it, from 0 (inclusive) to 1 (exclusive).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    /// <summary>What an update weighs in the mean: "records", as many as its client has of these, or "uniform", all alike.</summary>
    [AllowedValues("records", "uniform")]
    public string Weighting { get; init; } = "records";

    /// <summary>How records are spread over clients; each is evaluated.</summary>
    [MinLength(1)]
    public required IReadOnlyList<Partition> Partitions { get; init; }

    /// <summary>The model.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>How a client trains in a round.</summary>
    public required LocalTraining Local { get; init; }

    /// <summary>How the server uses the mean update.</summary>
    public ServerOptimizer Strategy { get; init; } = new FedAvg();

    /// <summary>Who takes part in a round, as training takes it.</summary>
    internal Federation.Participation Participants => new()
    {
        Share = (double?)ClientsPerRound / Clients ?? Participation,
        IsPoisson = Sampling == "poisson",
        Dropout = Dropout,
    };
}

/// <summary>The sizes at which one aggregation of random updates is run for its cost.</summary>
public sealed record GrowthSizes
{
    /// <summary>Numbers of clients, each from 2 to 10,000, with the federation's model.</summary>
    [Range(2, 10_000)]
    public IReadOnlyList<int> Clients { get; init; } = [];

    /// <summary>Numbers of parameters, each from 1 to 100,000,000, with the federation's clients.</summary>
    [Range(1, 100_000_000)]
    public IReadOnlyList<int> Parameters { get; init; } = [];
}

/// <summary>How often everything is repeated, how closely adversaries look, and how sure to be.</summary>
public sealed record Trials
{
    private readonly int? references;

    /// <summary>Independent federations that are attacked and scored; at least 2.</summary>
    [Range(2, int.MaxValue)]
    public int Federations { get; init; } = 32;

    /// <summary>
    /// Further federations that the adversary trains itself, under the same defense, and whose members it knows: they are never attacked
    /// and never scored. At least 2; as many as federations unless given. More make attacks with references stronger.
    /// </summary>
    [Range(2, int.MaxValue)]
    public int References
    {
        get => references ?? Federations;
        init => references = value;
    }

    /// <summary>
    /// In how many rounds attacks ask about each client's updates (on average, where not all take part), evenly spread from the first to
    /// the last, at least 1; null for all rounds. Time goes with it. On digits and small pictures of clothes three rounds told as much of the
    /// source as all did, or more, for later rounds tell less; one attack, update-difference, told more of members by all.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int? UpdateRounds { get; init; } = 3;

    /// <summary>The confidence of every interval, between 0.5 and 1, both exclusive.</summary>
    [Range(0.5, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// Of which records intervals speak: of new ones from the same source, or, narrower, of the candidates that were drawn and no others.
    /// </summary>
    public IntervalScope Intervals { get; init; } = IntervalScope.NewRecords;

    /// <summary>How intervals are made.</summary>
    [JsonIgnore]
    internal Measurement.Intervals AsIntervals => new(Confidence, Scope: Intervals);
}
