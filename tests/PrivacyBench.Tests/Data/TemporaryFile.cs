using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PrivacyBench.Tests.Data;

/// <summary>A file with this name in a folder of its own, as long as it is needed.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("privacybench-");
    private readonly byte[] bytes;

    public TemporaryFile(string name, byte[] bytes)
    {
        this.bytes = bytes;
        Path = System.IO.Path.Combine(folder.FullName, name);
        File.WriteAllBytes(Path, bytes);
    }

    public TemporaryFile(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
    }

    public string Path { get; }

    public string Folder => folder.FullName;

    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    /// <summary>Puts another file beside it.</summary>
    public void Beside(string name, byte[] other) => File.WriteAllBytes(System.IO.Path.Combine(Folder, name), other);

    public void Dispose() => folder.Delete(recursive: true);
}
