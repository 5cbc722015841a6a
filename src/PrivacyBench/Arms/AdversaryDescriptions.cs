using PrivacyBench.Attacks;
using PrivacyBench.Reports;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>Says in words which adversaries a scenario lets loose: who they are, what they see, what they try.</summary>
internal static class AdversaryDescriptions
{
    public static AdversaryResults Of(IReadOnlyList<ThreatPosition> positions, IReadOnlyList<Attack> attacks) => new(
        [
            .. positions.Select(p => new PositionResult(
                p.Label, ThreatPositions.Catalogue.Entries[ThreatPositions.Catalogue.NameOf(p)].Summary,
                [.. PositionViews.Offered(p).Select(Observations.Describe).Order(StringComparer.Ordinal)], p.OwnClients)),
        ],
        [
            .. attacks.Select(a =>
            {
                var entry = AttackCatalogue.Attacks.Entries[AttackCatalogue.Attacks.NameOf(a)];
                return new AttackDescription(a.Label, entry.Summary, Observations.Describe(a.Needs), [.. a.Goals], entry.Source);
            }),
        ]);
}
