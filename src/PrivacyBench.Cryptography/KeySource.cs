using System.Security.Cryptography;
using System.Text;

namespace PrivacyBench.Cryptography;

/// <summary>Where keys, masks and shares come from.</summary>
public abstract class KeySource
{
    /// <summary>The operating system's generator: the only source fit for production.</summary>
    public static KeySource Secure { get; } = new SystemKeys();

    /// <summary>Fills the span with secret random bytes.</summary>
    public abstract void Fill(Span<byte> secret);

    /// <summary>Keys that follow from a seed, for debugging only: whoever knows the seed knows every key.</summary>
    /// <param name="seed">The scenario's seed and the name of the use.</param>
    public static KeySource Reproducible(string seed) => new ReproducibleKeys(seed);

    private sealed class SystemKeys : KeySource
    {
        public override void Fill(Span<byte> secret) => RandomNumberGenerator.Fill(secret);
    }

    private sealed class ReproducibleKeys(string seed) : KeySource
    {
        private long drawn;

        public override void Fill(Span<byte> secret)
        {
            var name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{drawn++}"));
            HKDF.DeriveKey(HashAlgorithmName.SHA256, name, secret, [], []);
        }
    }
}
