using PrivacyBench.Data;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
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

    [TestCase(200, 1, "at most 0: nobody trains on 40 records")]
    [TestCase(300, 101, "at most 100: nobody trains on 140 records, of which 40 are needed otherwise")]
    public void More_public_records_than_nobody_trains_on_are_refused(int records, int wanted, string message) => Assert.That(
        () => ScenarioChecks.Fits(
            scenario with { Federation = scenario.Federation with { Strategy = new FedMd { PublicRecords = wanted } } }, Records(records)),
        Throws.TypeOf<ScenarioException>().With.Message
            .StartsWith($"tiny: federation.strategy.publicRecords: found {wanted}; ").And.Message.Contains(message));

    [TestCase(null, "'test' has no column of clients")]
    [TestCase(3, "3 natural clients with at least 3 records; 4 were asked for by federation.clients")]
    [TestCase(200, "0 natural clients with at least 3 records")]
    public void Natural_clients_that_the_data_set_does_not_have_are_refused(int? origins, string message) => Assert.That(
        () => ScenarioChecks.Fits(Natural, Records(300, origins)),
        Throws.TypeOf<ScenarioException>().With.Message.StartsWith("tiny: federation.partitions[0]: found natural; ").And.Message.Contains(message));

    [Test]
    public void Natural_clients_train_on_what_they_have_where_that_is_less() => Assert.Multiple(() =>
    {
        Assert.That(() => ScenarioChecks.Fits(Natural, Records(200, 4)), Throws.Nothing);
        Assert.That(
            () => ScenarioChecks.Fits(Natural, Records(180, 4)), Throws.TypeOf<ScenarioException>().With.Message.Contains("36 records of these clients are left"));
    });

    private Scenario Natural => scenario with { Federation = scenario.Federation with { Partitions = [new Natural()] } };

    private static Dataset Records(int count, int? origins = null) => new(
        "test", new float[count], 1, new int[count], ["a", "b"], origins is { } of ? [.. Enumerable.Range(0, count).Select(i => i % of)] : null, "");
}
