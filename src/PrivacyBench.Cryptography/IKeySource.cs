using System.Security.Cryptography;

namespace PrivacyBench.Cryptography;

/// <summary>Where keys, masks and shares come from.</summary>
public interface IKeySource
{
    /// <summary>Whether the keys are fit for production, that is, nobody can derive them.</summary>
    bool FitForProduction { get; }

    /// <summary>Fills the span with secret random bytes.</summary>
    void Fill(Span<byte> bytes);
}

/// <summary>Keys from the operating system's generator.</summary>
public sealed class SystemKeys : IKeySource
{
    /// <inheritdoc/>
    public bool FitForProduction => true;

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

/// <summary>Keys derived from a seed, for debugging: whoever knows the seed knows every secret. Unfit for production.</summary>
public sealed class ReproducibleKeys : IKeySource, IDisposable
{
    private readonly Prg generator;

    /// <summary>The keys of a seed.</summary>
    public ReproducibleKeys(long seed) => generator = new Prg(SHA256.HashData(BitConverter.GetBytes(seed)));

    /// <inheritdoc/>
    public bool FitForProduction => false;

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => generator.Fill(bytes);

    /// <inheritdoc/>
    public void Dispose() => generator.Dispose();
}
