using PrivacyBench.Data;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests.Scenarios;

public class ScenarioChecksTests
{
    private readonly Scenario scenario = ScenarioFile.Parse(ScenarioFileTests.Valid, "tiny.json");

    [Test]
    public void A_data_set_with_just_enough_records_will_do() =>
        Assert.That(() => ScenarioChecks.Fits(scenario, Records(200)), Throws.Nothing);

    [TestCase(199, "allowed: at most 19, or fewer clients; the data set has 199 distinct records and 200 are needed")]
    [TestCase(30, "allowed: fewer clients, or a larger data set; the data set has 30 distinct records and 200 are needed")]
    public void A_smaller_one_is_refused_with_what_to_lower(int records, string message) =>
        Assert.That(
            () => ScenarioChecks.Fits(scenario, Records(records)),
            Throws.TypeOf<ScenarioException>().With.Message
                .StartsWith("tiny: federation.recordsPerClient: found 20 for each of 4 clients; ").And.Message.Contains(message));

    private static Dataset Records(int count) => new("test", new float[count], 1, new int[count], ["a", "b"], null, "");
}
