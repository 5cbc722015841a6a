using System.Security.Cryptography;
using System.Text;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A key for every pair of parties, in place of the authenticated key agreement that precedes a protocol. A party asks for the
/// keys of its own channels only.
/// </summary>
internal sealed class ChannelKeys : IDisposable
{
    /// <summary>The server's number among the parties.</summary>
    public const int Server = -1;

    private readonly byte[] root = RandomNumberGenerator.GetBytes(32);

    public byte[] Between(int a, int b) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, 32, info: Encoding.ASCII.GetBytes($"channel {Math.Min(a, b)} {Math.Max(a, b)}"));

    public void Dispose() => CryptographicOperations.ZeroMemory(root);
}
