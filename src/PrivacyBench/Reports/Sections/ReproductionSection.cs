using System.Globalization;

namespace PrivacyBench.Reports.Sections;

internal static class ReproductionSection
{
    public static ReportSection Of(Results results)
    {
        var (run, machine) = (results.Provenance, results.Environment);
        (string Name, string Value)[] rows =
        [
            ("Seed of every random stream", run.Seed.ToString(CultureInfo.InvariantCulture)),
            ("SHA-256 of the data set", run.DatasetChecksum),
            ("PrivacyBench", machine.Version),
            ("Commit", machine.GitCommit ?? "unknown"),
            ("Started", Time(run.Started)),
            ("Finished", Time(run.Finished)),
            ("Operating system", machine.OperatingSystem),
            ("Processor", $"{machine.Cpu}, {Numbers.Count(machine.Cores)} logical cores"),
            (".NET", machine.DotNet),
            ("libtorch", machine.LibTorch),
            .. machine.Packages.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)),
        ];
        return new("reproduction", "How to get these numbers again")
        {
            IsInSummary = true,
            Paragraphs = ["One seed gives the same numbers on one machine, whatever the number of workers; times and memory differ."],
            Command = run.Command,
            Tables = [new("Seeds, versions, checksums", ["What", "Value"], [.. rows.Select(r => (IReadOnlyList<ReportCell>)[r.Name, r.Value])]) { Folded = "Seeds, versions, checksums" }],
        };
    }

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
