namespace PrivacyBench.Data;

/// <summary>Loads the data set that a scenario chooses: shipped with the program, downloaded, or a file of one's own.</summary>
public static class DatasetLoader
{
    /// <summary>
    /// Loads a data set. The set of a path may be a table (.csv), arrays of NumPy (.npz), an IDX pair or CIFAR-10 batches (the
    /// folder, one file or the .tar.gz), or LEAF's users (.json), each packed by gzip or not; what a file holds decides how it is read.
    /// </summary>
    /// <param name="choice">Which one. A name with a path is the set of that name from files of one's own.</param>
    /// <exception cref="DataFormatException">The set is not to be had, or its file cannot be read.</exception>
    public static Dataset Load(DatasetChoice choice)
    {
        var entry = choice.Name is null ? null : DatasetCatalogue.Datasets.GetValueOrDefault(choice.Name);
        return (choice.Path ?? entry?.InstalledAt, entry) switch
        {
            ({ } path, null) => RecordFiles.Read(path, choice),
            ({ } path, _) when choice.Path is not null || Directory.Exists(path) => Fitting(RecordFiles.Read(path, choice), entry),
            (_, { Checksum: { } checksum }) => Shipped(choice, choice.Name!, checksum),
            (_, { Files: [_, ..] }) => Fitting(RecordFiles.Read(Download.Folder(Download.Store, choice.Name!, entry), choice), entry),
            (_, not null) => throw new DataFormatException($"dataset.name: '{choice.Name}' is not shipped; {entry.HowToGet}."),
            _ => throw Unknown(choice.Name),
        };
    }

    private static Dataset Shipped(DatasetChoice choice, string name, string checksum)
    {
        using var stored = typeof(DatasetLoader).Assembly.GetManifestResourceStream($"data/{name}.csv.gz")
            ?? throw new DataFormatException($"{name}.csv.gz: the file is missing from this build.");
        var bytes = new byte[stored.Length];
        stored.ReadExactly(bytes);
        var file = StoredFile.Of($"{name}.csv.gz", bytes);
        return file.Checksum == checksum
            ? CsvRecords.Read(file, choice)
            : throw new DataFormatException($"{name}.csv.gz: its SHA-256 is {file.Checksum}; the catalogue has {checksum}.");
    }

    private static Dataset Fitting(Dataset data, DatasetEntry entry) =>
        data.FeatureCount == entry.Features && data.ClassNames.Count <= entry.Classes
        ? data
        : throw new DataFormatException(FormattableString.Invariant(
            $"dataset.path: {data.FeatureCount} features and {data.ClassNames.Count} classes were found; '{data.Name}' has {entry.Features} and {entry.Classes}. Leave dataset.name out for another set."));

    private static DataFormatException Unknown(string? name)
    {
        var names = DatasetCatalogue.Datasets.Keys;
        var meant = name is not null && Nearest.Of(name, names) is { } near ? $"did you mean '{near}'? " : "";
        return new($"dataset.name: '{name}' was found; {meant}allowed: {string.Join(", ", names)}, or a 'path'.");
    }
}
