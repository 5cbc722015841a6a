namespace PrivacyBench.Data;

/// <summary>A set of labelled records.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">The records' features [records × features], row by row.</param>
/// <param name="FeatureCount">Values of a record.</param>
/// <param name="Labels">The label of each record, from 0.</param>
/// <param name="ClassNames">The names of the labels.</param>
/// <param name="Clients">The natural client of each record, from 0; null where the set has none.</param>
/// <param name="Checksum">SHA-256 of the source bytes.</param>
public sealed record Dataset(
    string Name, float[] Features, int FeatureCount, int[] Labels, IReadOnlyList<string> ClassNames, int[]? Clients, string Checksum)
{
    /// <summary>The number of records.</summary>
    public int Count => Labels.Length;
}
