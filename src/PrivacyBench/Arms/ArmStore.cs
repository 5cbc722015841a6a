using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Arms;

/// <summary>
/// Keeps each arm's result in a file named by the hash of its resolved configuration, the seed and the code's version, written
/// once and whole. Resuming is finding out which are not there yet.
/// </summary>
internal sealed class ArmStore
{
    private readonly string arms;
    private readonly Scenario scenario;

    /// <param name="folder">The report's folder.</param>
    /// <param name="scenario">The scenario whose arms are kept.</param>
    /// <param name="resume">Whether what an earlier run left is used; else it is deleted.</param>
    public ArmStore(string folder, Scenario scenario, bool resume)
    {
        this.scenario = scenario;
        arms = Path.Combine(folder, "arms");
        Scores = new(folder);
        foreach (var old in new[] { arms, Path.Combine(folder, "scores") }.Where(d => !resume && Directory.Exists(d)))
        {
            Directory.Delete(old, recursive: true);
        }

        Directory.CreateDirectory(arms);
    }

    /// <summary>The folder of scores.</summary>
    public ScoreFolder Scores { get; }

    /// <summary>An arm's result, if an earlier run finished it.</summary>
    public ArmResult? Find(Arm arm)
    {
        var file = FileOf(arm);
        return File.Exists(file) ? JsonSerializer.Deserialize<ArmResult>(File.ReadAllBytes(file), ResultsFile.Options) : null;
    }

    /// <summary>Writes an arm's result and returns it.</summary>
    public ArmResult Keep(Arm arm, ArmResult result)
    {
        WholeFile.Write(FileOf(arm), JsonSerializer.SerializeToUtf8Bytes(result, ResultsFile.Options));
        return result;
    }

    private string FileOf(Arm arm)
    {
        var resolved = ScenarioFile.Resolved(scenario with
        {
            Name = "arm",
            Claims = [],
            Defenses = [arm.Defense],
            Federation = scenario.Federation with { Partitions = [arm.Partition] },
        });
        var version = typeof(ArmStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{resolved.ToJsonString()}"));
        return Path.Combine(arms, $"{Convert.ToHexStringLower(hash)[..16]}.json");
    }
}
