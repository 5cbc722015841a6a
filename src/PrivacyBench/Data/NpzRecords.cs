using System.IO.Compression;
using System.IO.Hashing;

namespace PrivacyBench.Data;

/// <summary>
/// Reads records from NumPy's .npz: the array x (records first, whatever follows is flattened), y with a whole number for each
/// record, and, where there are natural clients, client with another. Labels and clients are numbered in their order.
/// </summary>
internal static class NpzRecords
{
    /// <exception cref="DataFormatException">The file is not of the format, or its arrays do not belong together.</exception>
    public static Dataset Read(StoredFile file, string name)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes));
            var x = Array(archive, "x", file.Path) ?? throw Missing(file, archive, "x");
            var y = Array(archive, "y", file.Path) ?? throw Missing(file, archive, "y");
            var (labels, classes) = Numbering.Of(Names(y, "y", x, file.Path));
            return new(
                name,
                [.. x.Values.Select(value => (float)value)],
                x.Values.Length / x.Shape[0],
                labels,
                classes,
                Array(archive, "client", file.Path) is { } client ? Numbering.Of(Names(client, "client", x, file.Path)).Numbers : null,
                file.Checksum);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException($"{file.Path}: the archive is damaged or cut off. {e.Message}", e);
        }
    }

    private static NpyArray? Array(ZipArchive archive, string array, string file)
    {
        if (archive.GetEntry($"{array}.npy") is not { } entry)
        {
            return null;
        }

        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var checksum = Crc32.HashToUInt32(bytes.ToArray());
        return checksum == entry.Crc32
            ? NpyArray.Parse(bytes.ToArray(), $"{file}, array {array}")
            : throw new DataFormatException(
                $"{file}, array {array}: its CRC-32 is {checksum:x8}; the archive says {entry.Crc32:x8}, so the array is damaged.");
    }

    private static string[] Names(NpyArray numbers, string array, NpyArray x, string file)
    {
        if (numbers.Shape is not [var count] || x.Shape is not [var records, ..] || count != records || records == 0)
        {
            throw new DataFormatException(
                $"{file}, array {array}: its shape is ({numbers}); it must have one number for each record of x, whose shape is ({x}), and at least one.");
        }

        var fraction = System.Array.FindIndex(numbers.Values, value => value != Math.Truncate(value) || double.IsNaN(value));
        return fraction < 0
            ? [.. numbers.Values.Select(value => FormattableString.Invariant($"{value:F0}"))]
            : throw new DataFormatException(FormattableString.Invariant(
                $"{file}, array {array}, record {fraction}: {numbers.Values[fraction]} was found; it must be a whole number."));
    }

    private static DataFormatException Missing(StoredFile file, ZipArchive archive, string array) => new(
        $"{file.Path}: there is no array {array}; found: {string.Join(", ", archive.Entries.Select(entry => Path.GetFileNameWithoutExtension(entry.Name)))}; needed: x, y and perhaps client.");
}
