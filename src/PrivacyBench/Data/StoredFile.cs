using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace PrivacyBench.Data;

/// <summary>What a file holds, unpacked where it was gzip.</summary>
/// <param name="Path">Its path or name, for messages.</param>
/// <param name="Bytes">The bytes, unpacked.</param>
/// <param name="Checksum">SHA-256 of the bytes as they are stored.</param>
internal sealed record StoredFile(string Path, byte[] Bytes, string Checksum)
{
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
        using var unpacked = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException($"{path}: the gzip data are damaged. {e.Message}", e);
        }

        // The stream ends without complaint where the file was cut off; the last four bytes tell how many there must be (RFC 1952).
        var length = stored.Length < 18 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(stored.AsSpan(stored.Length - 4));
        return stored.Length >= 18 && length == unpacked.Length
            ? unpacked.ToArray()
            : throw new DataFormatException(FormattableString.Invariant(
                $"{path}: the gzip data are damaged or cut off: {unpacked.Length} bytes were unpacked, the end of the file says {length}."));
    }
}
