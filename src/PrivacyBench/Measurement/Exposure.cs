namespace PrivacyBench.Measurement;

/// <summary>Whose records leak most under one attack on membership: an average hides them.</summary>
/// <param name="Attack">The attack's name.</param>
/// <param name="Records">The most exposed records, the most exposed first. They are chosen by the truth, so their areas flatter the attack.</param>
/// <param name="HeldOut">The mean area of records that were chosen as the most exposed on one half of the federations, on the other half; null
/// with the reason where that cannot be said.</param>
/// <param name="Usual">The mean area of all records.</param>
/// <param name="Significant">How many records stand out when as many are tried (Bonferroni).</param>
/// <param name="LeastPValue">The least p-value that so many federations can give a record, times the number of records: where it is not
/// below 1 − confidence, no record can stand out.</param>
/// <param name="Clients">The clients, the most exposed first; empty where the holders are not known.</param>
/// <param name="ClientSpread">The deviation of the true-positive rate between clients of one federation beyond what chance gives: 0 when
/// all clients' records leak alike; null where the holders are not known.</param>
/// <param name="Reason">Why something above is missing or cannot be concluded.</param>
public sealed record Exposure(
    string Attack,
    IReadOnlyList<ExposedRecord> Records,
    Rate? HeldOut,
    double Usual,
    int Significant,
    double LeastPValue,
    IReadOnlyList<ExposedClient> Clients,
    Rate? ClientSpread,
    string? Reason)
{
    /// <summary>How many records and clients are named.</summary>
    public const int Named = 10;

    /// <summary>The exposure in a cell.</summary>
    /// <param name="attack">The attack's name.</param>
    /// <param name="cell">The scored federations; together they hold members and non-members.</param>
    /// <param name="originOf">What is known of a record without any attack.</param>
    /// <param name="random">The stream of the folds and the bootstrap.</param>
    /// <param name="intervals">Confidence and number of draws; <see cref="Intervals.Default"/> when null.</param>
    /// <exception cref="ArgumentException">The cell has no federation, no members or no non-members.</exception>
    public static Exposure Of(
        string attack, IReadOnlyList<ScoredFederation> cell, Func<int, RecordOrigin> originOf, RandomStream random, Intervals? intervals = null)
    {
        intervals ??= Intervals.Default;
        var records = RecordAreas.Of(cell);
        var pValues = records.Measured.ToDictionary(record => record, records.PValue);
        var level = 1 - intervals.Confidence;
        var least = pValues.Count == 0 ? 1 : Math.Min(1, records.Measured.Min(records.LeastPValue) * pValues.Count);
        var (clients, spread) = ClientExposure.Of(cell, random, intervals);
        return new(
            attack,
            [
                .. records.Measured.OrderByDescending(record => records.Area(record)).ThenBy(record => pValues[record]).ThenBy(record => record).Take(Named)
                    .Select(record => new ExposedRecord(
                        record, originOf(record).Label, records.Area(record), Math.Min(1, pValues[record] * pValues.Count), records.Inside(record), records.Outside(record))
                    {
                        Client = originOf(record).Client,
                    }),
            ],
            records.HeldOut(Named, random, intervals),
            records.Measured.Select(record => records.Area(record)).DefaultIfEmpty(0.5).Average(),
            pValues.Values.Count(p => p * pValues.Count < level),
            least,
            clients,
            spread,
            Limits(cell.Count, pValues.Count, least, level));
    }

    private static string? Limits(int federations, int records, double least, double level) => least < level
        ? null
        : FormattableString.Invariant($"{federations} federations cannot single out one of {records} records: even a record that the attack ")
            + FormattableString.Invariant($"is right about in each of them has a corrected p-value of {least:0.###}.");
}

/// <summary>A record that an attack is often right about.</summary>
/// <param name="Record">Its number in the data set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Auc">How often a federation that trained on it scores it above one that did not, ties halved: 0.5 is chance.</param>
/// <param name="PValue">The chance of such an area or more without any leak, times the number of records that were tried.</param>
/// <param name="Members">The federations that trained on it.</param>
/// <param name="NonMembers">The federations that did not.</param>
public sealed record ExposedRecord(int Record, string Label, double Auc, double PValue, int Members, int NonMembers)
{
    /// <summary>The natural client that it comes from, such as a hospital or a writer, from 0; null where the data set has none.</summary>
    public int? Client { get; init; }
}

/// <summary>What is known of a record without any attack.</summary>
/// <param name="Label">Its class.</param>
/// <param name="Client">The natural client that it comes from; null where the data set has none.</param>
public readonly record struct RecordOrigin(string Label, int? Client);

/// <summary>A client whose records an attack finds.</summary>
/// <param name="Client">Its number, which means the same in all federations where a partition gives clients parts of their own.</param>
/// <param name="Tpr">The share of its records that are called members, at thresholds chosen on the other half of the federations.</param>
/// <param name="Records">Its records, over all federations.</param>
public sealed record ExposedClient(int Client, Rate Tpr, int Records);
