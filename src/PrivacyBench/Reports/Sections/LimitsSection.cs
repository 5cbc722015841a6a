namespace PrivacyBench.Reports.Sections;

internal static class LimitsSection
{
    public static ReportSection Of(Results results) => new("limits", "Limits in plain words")
    {
        Points =
        [
            "A small advantage means that these attacks learn little. It does not prove that no attack can learn more; only a guarantee of differential privacy bounds every attack.",
            "The numbers are averages over the records that were tried. Single records, such as outliers, can be exposed more than the average.",
            "Noise of differential privacy is drawn here from a statistical generator, mostly in floating point: good for measuring what it hides, not for "
                + "releasing models. A release needs a cryptographic generator, and discrete noise where integers are released.",
            "They hold for this data set, this model and this way of training. Longer training, fewer records or larger models usually leak more.",
            "“By construction” rests on the assumption named beside each protocol, and on parties not colluding beyond the position named.",
            "Round times are modelled from measured seconds, counted bytes and messages; a real network differs.",
            $"Intervals speak of new federations and of {Records(results)}; they do not cover errors of the model of the adversary.",
        ],
    };

    private static string Records(Results results) => ScenarioText.At(results.Scenario, "trials", "intervals") == "these-records"
        ? "these candidates alone, not of other records"
        : "new records from the same source";
}
