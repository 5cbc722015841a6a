using PrivacyBench.Reports;

namespace PrivacyBench.Cli;

/// <summary>A file that the user asked for by an option.</summary>
internal static class OutputFile
{
    /// <summary>Writes it whole.</summary>
    /// <exception cref="WrongInputException">It cannot be written.</exception>
    public static void Write(string path, string option, string text)
    {
        try
        {
            WholeFile.Write(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WrongInputException($"{option}: {path}: {e.Message} Allowed: a file that can be written to.");
        }
    }
}
