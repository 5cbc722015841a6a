using System.Formats.Tar;

namespace PrivacyBench.Data;

/// <summary>Reads the records at a path, by what the files hold.</summary>
internal static class RecordFiles
{
    private const string Images = "images-idx3-ubyte";
    private const string Labels = "labels-idx1-ubyte";

    /// <exception cref="DataFormatException">Nothing readable is there.</exception>
    public static Dataset Read(string path, DatasetChoice choice)
    {
        var name = choice.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return Directory.Exists(path) ? OfFolder(path, name)
            : File.Exists(path) ? OfFile(StoredFile.Read(path), name, choice)
            : throw new DataFormatException($"dataset.path: '{path}' was found; a file or a folder with records must be there.");
    }

    private static Dataset OfFile(StoredFile file, string name, DatasetChoice choice) => file.Bytes switch
    {
        [(byte)'P', (byte)'K', 3 or 5, ..] => NpzRecords.Read(file, name),
        _ when IsTar(file.Bytes) => CifarRecords.Read(BatchesIn(file), name),
        [0, 0, 8, 3, ..] => IdxRecords.Read(file, StoredFile.Read(LabelsBeside(file.Path)), name),
        _ when file.Path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) => throw new DataFormatException(
            $"{file.Path}: the file does not begin as an archive; an .npz file is a zip archive of arrays."),
        _ when file.Path.Contains(Images, StringComparison.Ordinal) => throw new DataFormatException(
            $"{file.Path}: the file does not begin with the numbers 0, 0, 8, 3 of images of bytes in IDX; it is damaged or something else."),
        _ when Path.GetFileName(file.Path).EndsWith(".bin", StringComparison.OrdinalIgnoreCase) => CifarRecords.Read([file], name),
        _ when LeafRecords.Fits(file) => LeafRecords.Read([file], name),
        _ => CsvRecords.Read(file, choice),
    };

    /// <summary>The training files where there are several of a kind.</summary>
    private static Dataset OfFolder(string folder, string name)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        string[] batches = [.. Of(files, "data_batch_", ".bin")];
        string[] archives = [.. Of(files, "cifar-10", ".tar.gz")];
        string[] users = [.. Of(files, "", ".json")];
        return (Of(files, "", Images, Images + ".gz"), batches, users) switch
        {
            ([var images, ..], _, _) => IdxRecords.Read(StoredFile.Read(images), StoredFile.Read(LabelsBeside(images)), name),
            (_, [_, ..], _) => CifarRecords.Read([.. batches.Select(StoredFile.Read)], name),
            _ when archives is [var archive, ..] => CifarRecords.Read(BatchesIn(StoredFile.Read(archive)), name),
            (_, _, [_, ..]) => LeafRecords.Read([.. users.Select(StoredFile.Read)], name),
            _ => throw new DataFormatException(
                $"dataset.path: the folder '{folder}' was found; it must hold …{Images} and …{Labels} (or .gz), data_batch_….bin or ….json."),
        };
    }

    /// <summary>Whether an archive begins here: the mark of POSIX.1-1988 and later stands at byte 257.</summary>
    private static bool IsTar(byte[] bytes) => bytes.AsSpan(Math.Min(257, bytes.Length)).StartsWith("ustar"u8);

    /// <summary>CIFAR-10's training batches in the archive in which it is published, in their order.</summary>
    private static List<StoredFile> BatchesIn(StoredFile archive)
    {
        var batches = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var tar = new TarReader(new MemoryStream(archive.Bytes));
            while (tar.GetNextEntry() is { } entry)
            {
                if (Path.GetFileName(entry.Name).StartsWith("data_batch_", StringComparison.Ordinal) && entry.DataStream is { } data)
                {
                    using var bytes = new MemoryStream();
                    data.CopyTo(bytes);
                    batches[entry.Name] = bytes.ToArray();
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DataFormatException($"{archive.Path}: the archive is damaged or cut off. {e.Message}", e);
        }

        return batches.Count > 0
            ? [.. batches.Select(batch => StoredFile.Of($"{archive.Path}, {batch.Key}", batch.Value))]
            : throw new DataFormatException($"{archive.Path}: the archive has no data_batch_….bin of CIFAR-10.");
    }

    private static string[] Of(string[] files, string start, params string[] endings) =>
    [
        .. files.Where(file => Path.GetFileName(file).StartsWith(start, StringComparison.Ordinal)
                && endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .OrderByDescending(file => Path.GetFileName(file).StartsWith("train", StringComparison.Ordinal)),
    ];

    /// <summary>The labels that belong to a file of images: of the same beginning, packed or not.</summary>
    private static string LabelsBeside(string images)
    {
        var file = Path.GetFileName(images);
        var at = file.IndexOf(Images, StringComparison.Ordinal);
        var labels = Path.Combine(Path.GetDirectoryName(images)!, at < 0 ? Labels : file[..at] + Labels);
        return File.Exists(labels) ? labels
            : File.Exists(labels + ".gz") ? labels + ".gz"
            : throw new DataFormatException($"{images}: its labels must be beside it in {Path.GetFileName(labels)} (or .gz).");
    }
}
