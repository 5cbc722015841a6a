using System.Text.Json.Serialization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Gates;

/// <summary>One number that a gate watches.</summary>
public sealed record MeasuredValue
{
    /// <summary>The partition's label.</summary>
    public required string Partition { get; init; }

    /// <summary>The defense's label.</summary>
    public required string Defense { get; init; }

    /// <summary>The threat position's label, where the number is an adversary's.</summary>
    public string? Position { get; init; }

    /// <summary>The goal, where the number is an adversary's.</summary>
    public Goal? Goal { get; init; }

    /// <summary>What it is: one of <see cref="WatchedMetric"/>.</summary>
    public required WatchedMetric Metric { get; init; }

    /// <summary>Whose guarantee, where it is an epsilon: the unit and the adjacency.</summary>
    public string? Guarantee { get; init; }

    /// <summary>What it rests on, where it is an adversary's: a value that is no measurement is what guessing gets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Basis Basis { get; init; }

    /// <summary>The value.</summary>
    public required double Value { get; init; }

    /// <summary>The lower end of its interval; the value itself where it is counted and not sampled.</summary>
    public required double Low { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public required double High { get; init; }

    /// <summary>Each federation's share of it, for comparing runs of one seed pair by pair.</summary>
    [JsonConverter(typeof(NumbersOnOneLine))]
    public IReadOnlyList<double>? ByFederation { get; init; }

    /// <summary>The value with its interval.</summary>
    [JsonIgnore]
    public Rate Rate => new(Value, Low, High);

    /// <summary>Where it was measured, without the number.</summary>
    [JsonIgnore]
    internal (string Partition, string Defense, string? Position, Goal? Goal, WatchedMetric Metric, string? Guarantee) Place =>
        (Partition, Defense, Position, Goal, Metric, Guarantee);

    /// <summary>Where it was measured, in words.</summary>
    [JsonIgnore]
    public string Name => string.Join(", ", new[] { Partition, Defense, Position, Goal?.Name(), Guarantee }.OfType<string>());
}

/// <summary>The numbers that a gate watches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchedMetric>))]
public enum WatchedMetric
{
    /// <summary>The strongest adversary's advantage.</summary>
    [JsonStringEnumMemberName("advantage")]
    Advantage,

    /// <summary>The final model's accuracy on held-out records.</summary>
    [JsonStringEnumMemberName("testAccuracy")]
    TestAccuracy,

    /// <summary>The epsilon that is promised.</summary>
    [JsonStringEnumMemberName("epsilon")]
    Epsilon,

    /// <summary>Bytes that a client sends in a round.</summary>
    [JsonStringEnumMemberName("uploadBytes")]
    UploadBytes,

    /// <summary>Bytes that a client receives in a round.</summary>
    [JsonStringEnumMemberName("downloadBytes")]
    DownloadBytes,

    /// <summary>CPU seconds of a client's training in a round, times those of the undefended arm of the same run; of defenses that change training.</summary>
    [JsonStringEnumMemberName("trainingTime")]
    TrainingTime,

    /// <summary>CPU seconds of a client in a round, training left out, times those of a plain sum of the same size in the same run.</summary>
    [JsonStringEnumMemberName("clientTime")]
    ClientTime,

    /// <summary>CPU seconds of the servers in a round, times those of a plain sum of the same size in the same run.</summary>
    [JsonStringEnumMemberName("serverTime")]
    ServerTime,
}

/// <summary>Collects the numbers that a gate watches.</summary>
public static class MeasuredValues
{
    /// <summary>The watched numbers of an evaluation, arm by arm.</summary>
    public static IReadOnlyList<MeasuredValue> Of(IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses) =>
        [.. cells.SelectMany(Of), .. defenses.SelectMany(defense => Of(defense, Undefended(defense, defenses)))];

    private static IEnumerable<MeasuredValue> Of(Cell cell) =>
        from goal in Enum.GetValues<Goal>()
        let strongest = cell.Strongest.Of(goal)
        where strongest is not null
        select new MeasuredValue
        {
            Partition = cell.Partition,
            Defense = cell.Defense,
            Position = cell.Position,
            Goal = goal,
            Metric = WatchedMetric.Advantage,
            Basis = strongest.Basis,
            Value = strongest.Advantage.Value,
            Low = strongest.Advantage.Low,
            High = strongest.Advantage.High,
            ByFederation = strongest.ByFederation,
        };

    private static DefenseResult? Undefended(DefenseResult defense, IReadOnlyList<DefenseResult> all) =>
        all.FirstOrDefault(other => other.Partition == defense.Partition && other.Defense == Claims.Undefended);

    private static IEnumerable<MeasuredValue> Of(DefenseResult defense, DefenseResult? undefended)
    {
        var accuracy = defense.Utility.TestAccuracy;
        MeasuredValue Watched(WatchedMetric metric, Rate rate) => new()
        {
            Partition = defense.Partition,
            Defense = defense.Defense,
            Metric = metric,
            Value = rate.Value,
            Low = rate.Low,
            High = rate.High,
        };
        MeasuredValue Counted(WatchedMetric metric, double value) => Watched(metric, new(value, value, value));
        return
        [
            Watched(WatchedMetric.TestAccuracy, accuracy) with { ByFederation = defense.Utility.AccuracyByFederation },
            .. defense.Guarantees.Where(g => !g.Epsilon.IsUnbounded).GroupBy(g => $"{g.Unit}, {g.Adjacency}")
                .Select(g => Counted(WatchedMetric.Epsilon, g.Max(of => of.Epsilon.Value)) with { Guarantee = g.Key }),
            Counted(WatchedMetric.UploadBytes, defense.Cost.UploadBytesPerClientPerRound),
            Counted(WatchedMetric.DownloadBytes, defense.Cost.DownloadBytesPerClientPerRound),
            .. Timed(WatchedMetric.TrainingTime, defense.Cost.TrainingSeconds, defense.Cost.ChangesTraining ? undefended?.Cost.TrainingSeconds : null),
            .. Timed(WatchedMetric.ClientTime, defense.Cost.ClientSeconds, defense.Cost.Plain?.Client),
            .. Timed(WatchedMetric.ServerTime, defense.Cost.ServerSeconds, defense.Cost.Plain?.Server),
        ];
        // A slow or busy machine slows the yardstick alike. Without one there is nothing to compare.
        IEnumerable<MeasuredValue> Timed(WatchedMetric metric, Rate seconds, Rate? yardstick) => yardstick is { Value: > 0, Low: > 0 } by
            ? [Watched(metric, new(seconds.Value / by.Value, seconds.Low / by.High, seconds.High / by.Low))]
            : [];
    }
}
