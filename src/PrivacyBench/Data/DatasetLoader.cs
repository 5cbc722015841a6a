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
        var dataset = CsvRecords.Read(StoredFile.Of($"{name}.csv.gz", bytes), choice);
        return dataset.Checksum == entry.Checksum
            ? dataset
            : throw new DataFormatException($"{name}.csv.gz: its SHA-256 is {dataset.Checksum}; the catalogue has {entry.Checksum}.");
    }

    private static Dataset OwnFile(DatasetChoice choice, string path) => File.Exists(path)
        ? CsvRecords.Read(StoredFile.Read(path), choice)
        : throw new DataFormatException($"dataset.path: '{path}' was found; a CSV file (.csv or .csv.gz), or a folder with an IDX pair, must be there.");

    private static Dataset FashionMnist(string folder) => Directory.Exists(folder)
        ? Idx(folder, "fashion-mnist")
        : throw new DataFormatException(
            $"dataset.path: the folder '{folder}' is not there; {DatasetCatalogue.Datasets["fashion-mnist"].HowToGet}.");

    /// <summary>The IDX pair of a folder: the training images and labels where there are several.</summary>
    private static Dataset Idx(string folder, string name) => IdxRecords.Read(
        StoredFile.Read(OnlyFile(folder, "images-idx3-ubyte")), StoredFile.Read(OnlyFile(folder, "labels-idx1-ubyte")), name);

    private static string OnlyFile(string folder, string ending) =>
        Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file).Contains(ending, StringComparison.Ordinal))
            .OrderByDescending(file => Path.GetFileName(file).StartsWith("train", StringComparison.Ordinal))
            .ThenBy(file => file, StringComparer.Ordinal)
            .FirstOrDefault()
        ?? throw new DataFormatException($"{folder}: there is no file '…{ending}' or '…{ending}.gz'; an IDX pair of images and labels is needed.");
}
