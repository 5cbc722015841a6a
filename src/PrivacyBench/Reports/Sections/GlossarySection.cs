namespace PrivacyBench.Reports.Sections;

internal static class GlossarySection
{
    public static ReportSection Of() => new("glossary", "A dozen words")
    {
        IsFolded = true,
        Points =
        [
            "Advantage: how far an adversary is from guessing (0) towards always right (1).",
            "Membership: whether a record was trained on at all; in a named client: whether it was among that client's records.",
            "Source: which client holds a record.",
            "Guessing: what can be named without seeing anything of the training, from sizes, label counts or the record itself.",
            "Position: where an adversary stands, which decides what it sees.",
            "Undefended: the same federations without a defense, with which every defense is compared.",
            "By construction: the attack cannot run, since the defense takes away what it needs, as long as its assumption is met.",
            "No power: the attack fails without a defense too, so that its failing under one shows nothing.",
            "Interval: where the number would lie for other federations of the same kind, with the confidence that the scenario asks for.",
            "ε and δ: what differential privacy promises against any attack; smaller is stronger, unbounded is no promise.",
            "Canary: a record or client that is planted to be found, the worst case for an audit.",
            "False-positive rate: the share of non-members that are called members.",
        ],
    };
}
