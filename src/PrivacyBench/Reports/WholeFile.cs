using System.Text;

namespace PrivacyBench.Reports;

/// <summary>Writes a file whole or not at all, so that a reader never meets half of one.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string path, string text) => Write(path, WithoutMark.GetBytes(text));

    public static void Write(string path, byte[] bytes) => Write(path, unfinished => File.WriteAllBytes(unfinished, bytes));

    /// <summary>Writes to a name of this process's own and moves the file when it is whole; the folder is made where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the file under the name that it is given.</param>
    public static void Write(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Two processes may write one file at a time: the later one wins, and neither moves half of the other's.
        var unfinished = $"{path}.{Environment.ProcessId}.unfinished";
        try
        {
            write(unfinished);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
