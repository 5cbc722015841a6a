using System.Text;

namespace PrivacyBench.Reports;

/// <summary>Writes a file whole or not at all, so that a reader never meets half of one.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string path, string text) => Write(path, WithoutMark.GetBytes(text));

    public static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = path + ".unfinished";
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
