using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Scenarios;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>
/// One partition under one defense: the unit of work. Its stack of federations is trained once and attacked from every
/// position. It reads nothing of other arms.
/// </summary>
internal sealed record Arm
{
    public required Partition Partition { get; init; }

    public required DefenseStack Defense { get; init; }

    /// <summary>How a federation trains; the arm adds its defense.</summary>
    public required TrainingPlan Plan { get; init; }

    public required RecordSplit Split { get; init; }

    public required int Clients { get; init; }

    public required int RecordsPerClient { get; init; }

    /// <summary>How many federations are attacked and scored.</summary>
    public required int Federations { get; init; }

    /// <summary>How many federations the adversary trains itself; it knows their members, and they are never attacked.</summary>
    public required int References { get; init; }

    public required IReadOnlyList<ThreatPosition> Positions { get; init; }

    public required IReadOnlyList<Attack> Attacks { get; init; }

    /// <summary>The sizes at which the cost of an aggregation is measured beside the federation's.</summary>
    public GrowthSizes Growth { get; init; } = new();

    /// <summary>In how many of its rounds a client's updates are asked about records, on average over clients; null for all.</summary>
    public int? UpdateRounds { get; init; }

    /// <summary>How intervals are made.</summary>
    public required Intervals Intervals { get; init; }

    /// <summary>The confidence of every interval.</summary>
    public double Confidence => Intervals.Confidence;

    /// <summary>Whether the candidates are canaries, each in by a coin of its own.</summary>
    public bool HasCanaries { get; init; }

    /// <summary>The root stream of the scenario: what it names is the same in every arm.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>The name in progress messages.</summary>
    public string Label => $"{Partition.Label}, {Defense.Label}";

    public FederationSize Size => new(Clients, Plan.Rounds, Plan.Strategy.SharedValues(Plan.Model))
    {
        RecordsPerClient = RecordsPerClient,
        Local = Plan.Strategy.Local(Plan.Local),
        Participation = Plan.Participation,
    };

    /// <summary>What the strategy leaves nobody to observe.</summary>
    public IReadOnlyList<Withheld> NotThere => Plan.Strategy.Predictions is null ? [] :
    [
        new(typeof(InconsistentSums), "Clients share predictions: no parameter in their sum is one client's alone, whatever models they are sent."),
    ];

    /// <summary>What adversaries are asked about. Where a record comes from is no part of it: that would tell the holder.</summary>
    public Candidates Candidates
    {
        get
        {
            var data = Plan.Data with { Clients = null };
            return new(data, Split.Candidates) { Population = new(data, Split.Population) };
        }
    }

    /// <summary>For each candidate its natural client, where that decides on its holder; else null.</summary>
    public int[]? Origins =>
        Partition.KeepsOrigins && Plan.Data.Clients is { } clients ? [.. Split.Candidates.Select(i => clients[i])] : null;

    /// <summary>
    /// The federations, first those that are attacked, then the adversary's references. They do not depend on the defense: the same
    /// members, partitions and initial models in each arm.
    /// </summary>
    public IReadOnlyList<FederationDesign> Designs() =>
    [
        .. Enumerable.Range(0, Federations).Select(f => Design(f, Random.Named("federation", f))),
        .. Enumerable.Range(0, References).Select(r => Design(Federations + r, Random.Named("reference", r))),
    ];

    /// <summary>Trains what tells a record's natural client from the record itself.</summary>
    public ClientClassifier Classifier(int workers, CancellationToken cancellation) =>
        ClientClassifier.Train(Plan.Data, Split, Random.Named("client classifier"), workers, cancellation);

    private FederationDesign Design(int federation, RandomStream random)
    {
        var members = Split.DrawMembers(random.Named("members"));
        var toShare = new RecordsToShare(
            [.. members.Select(i => Plan.Data.Labels[i])],
            Plan.Data.Clients is { } natural ? [.. members.Select(i => natural[i])] : null,
            Clients,
            RecordsPerClient);
        var shares = Partition.Assign(toShare, random.Named("partition"));
        return new(federation, [.. shares.Select(of => of.Select(i => members[i]).ToArray())], random);
    }
}
