using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using PrivacyBench.Accounting;
using PrivacyBench.Cryptography;

// Not the folder's name, which would hide the type Architecture from every test.
namespace PrivacyBench.Tests.Layers;

/// <summary>Which folder of the harness may use which: data flow from the scenario to the report and never back.</summary>
internal sealed class LayeringTests
{
    private const string Root = "PrivacyBench";

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Data"] = [],
        ["Federation"] = ["Data", "Cryptography.Costs"],
        ["Views"] = ["Data", "Federation", "Cryptography.Costs"],
        ["Attacks"] = ["Data", "Views", "Federation.Predictions", "Federation.Interfere", "Cryptography.Lattice.CkksKeyRecovery"],
        ["Defenses"] = ["Federation", "Views", "Accounting", "Cryptography", "Measurement.Guarantee"],
        ["Measurement"] = ["Accounting"],
        ["Verdicts"] = ["Measurement", "Accounting"],
        ["Reports"] = ["Verdicts", "Measurement", "Accounting"],
    };

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(typeof(Evaluation).Assembly, typeof(Epsilon).Assembly, typeof(FixedPoint).Assembly).Build();

    [TestCaseSource(nameof(Folders))]
    public void A_folder_uses_only_what_it_may(string folder)
    {
        string[] wrong =
        [
            .. Code.Types
                .Where(type => FolderOf(type) == folder)
                .SelectMany(type => type.GetTypeDependencies().Where(used => !Allowed(folder, used)).Select(used => $"{type.FullName} uses {used.FullName}"))
                .Distinct(),
        ];

        Assert.That(
            wrong, Is.Empty,
            $"'{folder}' may use {(MayUse[folder].Length == 0 ? "no other folder" : string.Join(", ", MayUse[folder]))}. Hand the value over as data, or mend the seam.");
    }

    [Test]
    public void The_bodies_of_mathematics_know_nothing_of_the_harness_or_of_tensors()
    {
        foreach (var assembly in new[] { typeof(Epsilon).Assembly, typeof(FixedPoint).Assembly })
        {
            Assert.That(
                assembly.GetReferencedAssemblies().Select(a => a.Name), Has.None.StartsWith("TorchSharp").And.None.EqualTo("PrivacyBench"), assembly.FullName);
        }
    }

    private static readonly string[] Folders = [.. MayUse.Keys];

    private static bool Allowed(string folder, IType used) =>
        FolderOf(used) is not { } other || other == folder
        || MayUse[folder].Any(may => may == other || used.FullName.StartsWith($"{Root}.{may}", StringComparison.Ordinal));

    /// <summary>The folder below the root; null for types of the root, which all may use, and of other libraries.</summary>
    private static string? FolderOf(IType type)
    {
        var parts = type.Namespace?.FullName.Split('.') ?? [];
        return parts.Length >= 2 && parts[0] == Root ? parts[1] : null;
    }
}
