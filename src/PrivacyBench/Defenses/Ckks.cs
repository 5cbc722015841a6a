using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>CKKS: sums with a proven error under one key that all clients hold; what is released carries flooding noise (Cheon, Kim, Kim, Song 2017; Li and Micciancio 2021).</summary>
public sealed record Ckks : EncryptedSum
{
    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => OneKey.Hides("ckks", position);
}
