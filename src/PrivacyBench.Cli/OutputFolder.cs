namespace PrivacyBench.Cli;

/// <summary>The folder that a verb writes into, checked before any work.</summary>
internal sealed class OutputFolder
{
    private readonly string? made;

    private OutputFolder(string path, string? made) => (Path, this.made) = (path, made);

    /// <summary>The folder, which exists and can be written to.</summary>
    public string Path { get; }

    /// <summary>Makes the folder if it is not there, and tries to write to it.</summary>
    /// <exception cref="WrongInputException">It cannot be made or written to.</exception>
    public static OutputFolder Prepare(string path)
    {
        try
        {
            var made = FirstMissing(System.IO.Path.GetFullPath(path));
            Directory.CreateDirectory(path);
            using var probe = new FileStream(
                System.IO.Path.Combine(path, ".privacybench.tmp"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new(path, made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WrongInputException($"{path}: {e.Message} Allowed: a folder that can be written to; choose one with --out.");
        }
    }

    /// <summary>Removes what <see cref="Prepare"/> made, unless something was written there since.</summary>
    public void TakeBack()
    {
        if (made is not null && Directory.Exists(made) && !Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Any())
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static string? FirstMissing(string path)
    {
        string? missing = null;
        for (var at = path; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
        {
            missing = at;
        }

        return missing;
    }
}
