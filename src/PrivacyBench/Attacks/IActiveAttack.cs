using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>
/// An attack whose adversary acts while the federation trains. It changes what it attacks, so it is run on federations of its own, the
/// references among them, and what it costs in accuracy is measured: that may give it away.
/// </summary>
public interface IActiveAttack
{
    /// <summary>What the adversary does from a position; null where nothing can be done from there.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="targets">The records that it is after.</param>
    Interference? Act(ThreatPosition position, Candidates targets);
}
