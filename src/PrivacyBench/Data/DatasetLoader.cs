using System.IO.Compression;
using System.Security.Cryptography;

namespace PrivacyBench.Data;

/// <summary>Loads the data set that a scenario chooses: shipped with the program, or a file of one's own.</summary>
public static class DatasetLoader
{
    /// <summary>Loads a data set.</summary>
    /// <param name="choice">Which one.</param>
    /// <exception cref="DataFormatException">The set is not to be had, or its file cannot be read.</exception>
    public static Dataset Load(DatasetChoice choice) => choice switch
    {
        { Name: "fashion-mnist", Path: var path } => FashionMnist(path ?? DatasetCatalogue.FashionMnistFolder),
        { Path: { } path } => Directory.Exists(path) ? Idx(path, Path.GetFileName(path)) : OwnFile(choice, path),
        { Name: { } name } when DatasetCatalogue.Datasets.TryGetValue(name, out var entry) => Shipped(choice, name, entry),
        _ => throw new DataFormatException(
            $"dataset.name: '{choice.Name}' was found; allowed: {string.Join(", ", DatasetCatalogue.Datasets.Keys)}, or a 'path'."),
    };

    private static Dataset Shipped(DatasetChoice choice, string name, DatasetEntry entry)
    {
        using var stored = typeof(DatasetLoader).Assembly.GetManifestResourceStream($"data/{name}.csv.gz")
            ?? throw new DataFormatException($"dataset.name: '{name}' is not shipped; {entry.HowToGet}.");
        var bytes = new byte[stored.Length];
        stored.ReadExactly(bytes);
        var dataset = Csv(bytes, $"{name}.csv.gz", choice);
        return dataset.Checksum == entry.Checksum
            ? dataset
            : throw new DataFormatException($"{name}.csv.gz: its SHA-256 is {dataset.Checksum}; the catalogue has {entry.Checksum}.");
    }

    private static Dataset OwnFile(DatasetChoice choice, string path) => File.Exists(path)
        ? Csv(File.ReadAllBytes(path), path, choice)
        : throw new DataFormatException($"dataset.path: '{path}' was found; a CSV file (.csv or .csv.gz), or a folder with an IDX pair, must be there.");

    private static Dataset Csv(byte[] stored, string file, DatasetChoice choice) =>
        CsvRecords.Read(Unpacked(stored, file), file, choice, Convert.ToHexStringLower(SHA256.HashData(stored)));

    private static Dataset FashionMnist(string folder) => Directory.Exists(folder)
        ? Idx(folder, "fashion-mnist")
        : throw new DataFormatException(
            $"dataset.path: the folder '{folder}' is not there; {DatasetCatalogue.Datasets["fashion-mnist"].HowToGet}.");

    /// <summary>The IDX pair of a folder: the training images and labels where there are several.</summary>
    private static Dataset Idx(string folder, string name)
    {
        var images = OnlyFile(folder, "images-idx3-ubyte");
        var labels = OnlyFile(folder, "labels-idx1-ubyte");
        var (storedImages, storedLabels) = (File.ReadAllBytes(images), File.ReadAllBytes(labels));
        var checksum = Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(storedImages), .. SHA256.HashData(storedLabels)]));
        return IdxRecords.Read(Unpacked(storedImages, images), images, Unpacked(storedLabels, labels), labels, name, checksum);
    }

    private static string OnlyFile(string folder, string ending) =>
        Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file).Contains(ending, StringComparison.Ordinal))
            .OrderByDescending(file => Path.GetFileName(file).StartsWith("train", StringComparison.Ordinal))
            .ThenBy(file => file, StringComparer.Ordinal)
            .FirstOrDefault()
        ?? throw new DataFormatException($"{folder}: there is no file '…{ending}' or '…{ending}.gz'; an IDX pair of images and labels is needed.");

    /// <summary>The bytes themselves, or what they hold where they begin like a gzip file.</summary>
    private static byte[] Unpacked(byte[] stored, string file)
    {
        if (stored is not [0x1f, 0x8b, ..])
        {
            return stored;
        }

        try
        {
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            return unpacked.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException($"{file}: the gzip data are damaged or cut off. {e.Message}", e);
        }
    }
}
