using NUnit.Framework;

namespace PrivacyBench.NUnit;

/// <summary>A fixture that runs one scenario once, for all of its tests, and attaches the report to each of them.</summary>
/// <param name="scenario">The scenario file; a relative path is looked for beside the tests.</param>
/// <param name="settings">Values of the scenario to replace, each as <c>path=value</c>.</param>
public abstract class ScenarioFixture(string scenario, params string[] settings)
{
    private PrivacyEvaluation? evaluation;

    /// <summary>What the scenario's evaluation found.</summary>
    protected PrivacyEvaluation Evaluation => evaluation ?? throw new InvalidOperationException("The scenario is run before the first test of the fixture.");

    /// <summary>Runs the scenario.</summary>
    [OneTimeSetUp]
    public void RunScenario() => evaluation = PrivacyEvaluation.Run(scenario, settings);

    /// <summary>Attaches the report to the test.</summary>
    [SetUp]
    public void AttachReport() => TestContext.AddTestAttachment(Evaluation.Report, "The privacy report of this fixture's scenario");
}
