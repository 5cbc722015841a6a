using System.IO.Compression;
using System.Security.Cryptography;

namespace PrivacyBench.Data;

/// <summary>What a file holds, unpacked where it was gzip.</summary>
/// <param name="Path">Its path or name, for messages.</param>
/// <param name="Bytes">The bytes, unpacked.</param>
/// <param name="Checksum">SHA-256 of the bytes as they are stored.</param>
internal sealed record StoredFile(string Path, byte[] Bytes, string Checksum)
{
    private static readonly byte[] Mark = "the file ends before this"u8.ToArray();
    private static readonly byte[] PackedMark = Packed(Mark);

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">It cannot be read, or its gzip data are damaged.</exception>
    public static StoredFile Read(string path)
    {
        try
        {
            return Of(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: the file cannot be read. {e.Message}", e);
        }
    }

    /// <summary>The file of these stored bytes; bytes that begin like gzip are unpacked.</summary>
    /// <exception cref="DataFormatException">The gzip data are damaged.</exception>
    public static StoredFile Of(string path, byte[] stored) => new(
        path, stored is [0x1f, 0x8b, ..] ? Unpacked(path, stored) : stored, Convert.ToHexStringLower(SHA256.HashData(stored)));

    /// <summary>One checksum of several files, in their order.</summary>
    public static string JointChecksum(params IEnumerable<StoredFile> files) =>
        Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(file => Convert.FromHexString(file.Checksum))]));

    private static byte[] Unpacked(string path, byte[] stored)
    {
        try
        {
            // A gzip stream ends without complaint where its file was cut off. What follows a whole file is unpacked behind it
            // (RFC 1952, section 2.2), so a mark that comes out again shows that nothing is missing.
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream([.. stored, .. PackedMark]), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            var bytes = unpacked.ToArray();
            return bytes.AsSpan().EndsWith(Mark)
                ? bytes[..^Mark.Length]
                : throw new DataFormatException($"{path}: the gzip data are cut off; the whole file is needed.");
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException($"{path}: the gzip data are damaged or cut off. {e.Message}", e);
        }
    }

    private static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
