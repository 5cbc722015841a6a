using System.Security.Cryptography;

namespace PrivacyBench.Reports;

/// <summary>
/// The file <c>SHA256SUMS</c> of a report's folder: a checksum for every file, which <c>sha256sum --check SHA256SUMS</c> verifies. It shows
/// that files belong together and were not edited since; it is no signature.
/// </summary>
internal static class Manifest
{
    public const string Name = "SHA256SUMS";

    /// <summary>Kept for resuming, and not a result.</summary>
    private const string Arms = "arms/";

    /// <summary>Writes the checksums of all files below a folder.</summary>
    public static void Write(string folder)
    {
        var lines = Files(folder).Select(file => $"{ChecksumOf(Path.Combine(folder, file))}  {file}\n");
        WholeFile.Write(Path.Combine(folder, Name), string.Concat(lines));
    }

    /// <summary>Whether a folder has checksums.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Compares results and scores with their checksums.</summary>
    /// <param name="folder">The report's folder.</param>
    /// <param name="mustBeWhole">Whether a score file that is missing is a mistake.</param>
    /// <exception cref="ResultsFileException">A file was changed or is missing, or the list is damaged or missing.</exception>
    public static void Check(string folder, bool mustBeWhole)
    {
        var manifest = Path.Combine(folder, Name);
        if (!File.Exists(manifest))
            throw ResultsFileException.At(manifest, "the file", "nothing", "the checksums that `privacybench run` wrote");
        foreach (var (i, line) in File.ReadLines(manifest).Index())
        {
            if (line.Length < 67 || line[64..66] != "  " || !line[..64].All(char.IsAsciiHexDigitLower))
                throw ResultsFileException.At(manifest, $"line {i + 1}", $"\"{line}\"", "a checksum of 64 hexadecimal digits, two spaces and a path");
            var name = line[66..];
            if (name != ResultsFile.Name && !name.StartsWith("scores/", StringComparison.Ordinal))
                continue;
            var file = Path.Combine(folder, name);
            if (!File.Exists(file) && !mustBeWhole)
                continue;
            if (!File.Exists(file))
                throw ResultsFileException.At(file, "the file", "nothing", $"the file that {Name} lists; run the scenario again");
            if (ChecksumOf(file) != line[..64])
                throw ResultsFileException.At(file, "the file", "other bytes than those the run wrote", $"the file as {Name} lists it; run the scenario again");
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => file != Name && !file.StartsWith(Arms, StringComparison.Ordinal) && !file.EndsWith(".unfinished", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string ChecksumOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
