using System.Security.Cryptography;
using System.Text;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Arms;

/// <summary>
/// What decides an arm's numbers: its resolved configuration with the seed, the data's checksum, the code's version, libtorch's version, and
/// the instructions that its kernels use, which move the last bits.
/// </summary>
internal sealed record ArmIdentity(Scenario Scenario, string DatasetChecksum, RunEnvironment Environment)
{
    /// <summary>A name for an arm that two arms share only if their numbers are the same: 16 hexadecimal digits of a hash.</summary>
    public string NameOf(Arm arm)
    {
        var resolved = ScenarioFile.Resolved(Scenario with
        {
            Name = "arm",
            Claims = [],
            Defenses = [arm.Defense],
            Federation = Scenario.Federation with { Partitions = [arm.Partition] },
        });
        string[] decides =
        [
            Environment.Version, Environment.GitCommit ?? "", Environment.LibTorch, Environment.CpuCapability, DatasetChecksum, resolved.ToJsonString(),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', decides))))[..16];
    }
}
