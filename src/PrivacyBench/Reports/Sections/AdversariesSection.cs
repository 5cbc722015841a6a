namespace PrivacyBench.Reports.Sections;

/// <summary>Who was let loose on the federations, and with which knowledge.</summary>
internal static class AdversariesSection
{
    public static ReportSection? Of(Results results) => results.Adversaries is not { } adversaries ? null : new("adversaries", "By which adversary, with which knowledge")
    {
        Paragraphs =
        [
            "Every adversary also knows the model's architecture, how it is trained, the candidate records, and other federations trained in the "
            + "same way under the same defense, with their members (the references). A defense may take away what a position sees.",
        ],
        Tables =
        [
            new(
                "Threat positions",
                ["Position", "Who it is", "Sees, where no defense hides it", "Own clients"],
                [.. adversaries.Positions.Select(p => (IReadOnlyList<ReportCell>)[p.Position, p.Summary, Words.List(p.Sees), Numbers.Count(p.OwnClients)])]),
            new(
                "Attacks",
                ["Attack", "What it does", "Needs", "After", "Source"],
                [.. adversaries.Attacks.Select(a => (IReadOnlyList<ReportCell>)
                    [a.Attack, a.Summary, a.Needs, Words.List([.. a.Goals.Select(g => g.Name())]), a.Source])]),
        ],
    };
}
