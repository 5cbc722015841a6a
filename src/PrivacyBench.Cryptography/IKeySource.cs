using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>Where keys, masks and shares come from.</summary>
public interface IKeySource
{
    /// <summary>Whether the keys are fit for production, that is, nobody can derive them.</summary>
    bool FitForProduction { get; }

    /// <summary>Fills the span with secret random bytes.</summary>
    void Fill(Span<byte> bytes);

    /// <summary>The source of one party alone, whose bytes do not depend on what others draw.</summary>
    IKeySource Of(Party party);
}

/// <summary>Keys from the operating system's generator.</summary>
public sealed class SystemKeys : IKeySource
{
    /// <inheritdoc/>
    public bool FitForProduction => true;

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <inheritdoc/>
    public IKeySource Of(Party party) => this;
}

/// <summary>Keys derived from a seed, for debugging: whoever knows the seed knows every secret. Unfit for production.</summary>
public sealed class ReproducibleKeys : IKeySource, IDisposable
{
    private readonly Prg generator;

    /// <summary>The keys of a seed.</summary>
    public ReproducibleKeys(long seed)
        : this(seed, [])
    {
    }

    private ReproducibleKeys(long seed, ReadOnlySpan<byte> owner) =>
        (Seed, generator) = (seed, new Prg(SHA256.HashData([.. BitConverter.GetBytes(seed), .. owner])));

    /// <summary>What everything derives from.</summary>
    public long Seed { get; }

    /// <inheritdoc/>
    public bool FitForProduction => false;

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => generator.Fill(bytes);

    /// <inheritdoc/>
    public IKeySource Of(Party party) => new ReproducibleKeys(Seed, BitConverter.GetBytes(party.Number));

    /// <inheritdoc/>
    public void Dispose() => generator.Dispose();
}
