using System.Globalization;

namespace PrivacyBench.Data;

/// <summary>
/// Reads CIFAR-10's binary batches (Krizhevsky 2009): per record one byte for the label and 3072 for the pixels, 32×32 of red, then
/// of green, then of blue.
/// </summary>
internal static class CifarRecords
{
    private const int Pixels = 3 * 32 * 32;
    private const int Classes = 10;

    /// <exception cref="DataFormatException">A file is not of the format.</exception>
    public static Dataset Read(IReadOnlyList<StoredFile> batches, string name)
    {
        var records = batches.SelectMany(Records).ToArray();
        var features = new float[records.Length * Pixels];
        foreach (var (r, record) in records.Index())
        {
            Array.ConvertAll(record[1..], pixel => (float)pixel).CopyTo(features, r * Pixels);
        }

        return new(
            name,
            features,
            Pixels,
            [.. records.Select(record => (int)record[0])],
            [.. Enumerable.Range(0, Classes).Select(label => label.ToString(CultureInfo.InvariantCulture))],
            null,
            batches is [var only] ? only.Checksum : StoredFile.JointChecksum(batches));
    }

    private static IEnumerable<byte[]> Records(StoredFile batch)
    {
        if (batch.Bytes.Length == 0 || batch.Bytes.Length % (Pixels + 1) != 0)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{batch.Path}: {batch.Bytes.Length} bytes were found; CIFAR-10 has a multiple of {Pixels + 1}, and at least one record."));
        }

        foreach (var (record, bytes) in batch.Bytes.Chunk(Pixels + 1).Index())
        {
            yield return bytes[0] < Classes
                ? bytes
                : throw new DataFormatException(FormattableString.Invariant(
                    $"{batch.Path}, record {record}: the label {bytes[0]} was found; it must be from 0 to {Classes - 1}."));
        }
    }
}
