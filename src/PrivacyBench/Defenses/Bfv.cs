using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>BFV: exact sums under one key that all clients hold (Brakerski 2012; Fan and Vercauteren 2012).</summary>
public sealed record Bfv : EncryptedSum
{
    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => OneKey.Hides("bfv", position);
}
