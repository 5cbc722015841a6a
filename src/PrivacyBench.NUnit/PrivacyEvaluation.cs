using NUnit.Framework;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;

namespace PrivacyBench.NUnit;

/// <summary>An evaluation that was run, with the folder that holds its report: what the constraints are applied to.</summary>
/// <param name="Results">What it found.</param>
/// <param name="Folder">Where results, scores and report are.</param>
public sealed record PrivacyEvaluation(Results Results, string Folder)
{
    /// <summary>The report as one page.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>Runs a scenario and writes its report below the test run's work folder.</summary>
    /// <param name="scenario">The scenario file; a relative path is looked for beside the tests.</param>
    /// <param name="settings">Values of the scenario to replace, each as <c>path=value</c>.</param>
    /// <exception cref="ScenarioException">The scenario has mistakes, or does not fit its data set.</exception>
    public static PrivacyEvaluation Run(string scenario, params string[] settings)
    {
        var context = TestContext.CurrentContext;
        var file = Path.Combine(context.TestDirectory, scenario);
        var loaded = ScenarioFile.Load(file, [.. settings.Select(Override.FromSetting)]);
        var folder = Path.Combine(context.WorkDirectory, "privacybench", loaded.Name);
        Directory.CreateDirectory(folder);
        var command = string.Join(' ', settings.Select(s => $"--set '{s}'").Prepend($"privacybench run {scenario}"));
        var results = Evaluation.Run(loaded, folder, new RunOptions { Command = command }, new Silent(), CancellationToken.None);
        ReportFolder.Write(results, folder);
        return new(results, folder);
    }

    /// <summary>Reads what an earlier run left.</summary>
    /// <exception cref="ResultsFileException">A file is missing, damaged or was changed since the run.</exception>
    public static PrivacyEvaluation Load(string folder) => new(ReportFolder.Read(folder, mustBeWhole: true), folder);

    private sealed class Silent : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
        }
    }
}
