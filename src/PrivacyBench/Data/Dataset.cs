using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyBench.Data;

/// <summary>A set of labelled records.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">The records' features [records × features], row by row; all finite.</param>
/// <param name="FeatureCount">Values of a record, at least 1.</param>
/// <param name="Labels">The label of each record, from 0.</param>
/// <param name="ClassNames">The names of the labels.</param>
/// <param name="Clients">The natural client of each record, from 0; null where the set has none.</param>
/// <param name="Checksum">SHA-256 of the source bytes, in lower-case hexadecimal.</param>
public sealed record Dataset(
    string Name, float[] Features, int FeatureCount, int[] Labels, IReadOnlyList<string> ClassNames, int[]? Clients, string Checksum)
{
    /// <summary>The records' features.</summary>
    /// <exception cref="DataFormatException">The features are not as many as the records need, or one is not finite.</exception>
    public float[] Features { get; init; } = Checked(Name, Features, FeatureCount, Labels.Length);

    /// <summary>The label of each record.</summary>
    /// <exception cref="DataFormatException">A label has no class.</exception>
    public int[] Labels { get; init; } = Known(Name, Labels, ClassNames.Count);

    /// <summary>The natural client of each record, or null.</summary>
    /// <exception cref="DataFormatException">They are not as many as the records, or one is negative.</exception>
    public int[]? Clients { get; init; } = Owned(Name, Clients, Labels.Length);

    /// <summary>The number of records.</summary>
    public int Count => Labels.Length;

    /// <summary>The features of a record.</summary>
    public ReadOnlySpan<float> Record(int record) => Features.AsSpan(record * FeatureCount, FeatureCount);

    /// <summary>
    /// Each distinct pair of features and label once, at its first occurrence: a record that repeats would otherwise be a member
    /// and a non-member at once.
    /// </summary>
    public Dataset Distinct()
    {
        var seen = new HashSet<UInt128>();
        return Take([.. Enumerable.Range(0, Count).Where(i => seen.Add(Fingerprint(i)))]);
    }

    /// <summary>
    /// Every feature standardised to mean 0 and deviation 1 over the whole set, which does not depend on who is a member;
    /// features that never change become 0.
    /// </summary>
    public Dataset Scaled()
    {
        var scaled = new float[Features.Length];
        for (var j = 0; j < FeatureCount; j++)
        {
            var (mean, deviation) = Spread(j);
            for (var i = j; i < scaled.Length && deviation > 0; i += FeatureCount)
            {
                scaled[i] = (float)((Features[i] - mean) / deviation);
            }
        }

        return this with { Features = scaled };
    }

    /// <summary>The deviation of each feature over the whole set.</summary>
    public double[] Deviations() => [.. Enumerable.Range(0, FeatureCount).Select(j => Spread(j).Deviation)];

    private (double Mean, double Deviation) Spread(int feature)
    {
        var column = Enumerable.Range(0, Count).Select(i => (double)Features[(i * FeatureCount) + feature]).ToArray();
        var mean = column.Average();
        return (mean, Math.Sqrt(column.Average(v => (v - mean) * (v - mean))));
    }

    /// <summary>The same set with more records at its end, which belong to no natural client.</summary>
    /// <param name="features">Their features [records × features], row by row.</param>
    /// <param name="labels">Their labels.</param>
    /// <exception cref="DataFormatException">The features are not as many as the records need, or a label has no class.</exception>
    public Dataset With(float[] features, int[] labels) => new(
        Name, [.. Features, .. features], FeatureCount, [.. Labels, .. labels], ClassNames, Clients: null, Checksum);

    private Dataset Take(int[] records) => this with
    {
        Features = [.. records.SelectMany(i => Record(i).ToArray())],
        Labels = [.. records.Select(i => Labels[i])],
        Clients = Clients is { } clients ? [.. records.Select(i => clients[i])] : null,
    };

    /// <summary>128 bits of the hash of a record's features and label: equal records have equal ones, others do not.</summary>
    private UInt128 Fingerprint(int record)
    {
        // Adding 0 turns -0 into 0, which it equals.
        var values = Array.ConvertAll(Record(record).ToArray(), v => v + 0f);
        var hash = SHA256.HashData([.. MemoryMarshal.AsBytes(values.AsSpan()), .. BitConverter.GetBytes(Labels[record])]);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private static float[] Checked(string name, float[] features, int width, int records)
    {
        if (width < 1 || records == 0 || features.Length != (long)width * records)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{name}: {features.Length} values for {records} records of {width} features; there must be one for each, and at least one."));
        }

        var undefined = Array.FindIndex(features, v => !float.IsFinite(v));
        return undefined < 0
            ? features
            : throw new DataFormatException(FormattableString.Invariant(
                $"{name}, record {undefined / width}, feature {undefined % width}: {features[undefined]} was found; it must be finite."));
    }

    private static int[] Known(string name, int[] labels, int classes)
    {
        var unknown = Array.FindIndex(labels, label => label < 0 || label >= classes);
        return unknown < 0
            ? labels
            : throw new DataFormatException(FormattableString.Invariant(
                $"{name}, record {unknown}: the label {labels[unknown]} was found; it must be from 0 to {classes - 1}."));
    }

    private static int[]? Owned(string name, int[]? clients, int records) =>
        clients is null || (clients.Length == records && clients.All(client => client >= 0))
        ? clients
        : throw new DataFormatException(FormattableString.Invariant(
            $"{name}: {clients.Length} clients from {clients.DefaultIfEmpty().Min()} for {records} records; each record needs a client from 0."));
}
