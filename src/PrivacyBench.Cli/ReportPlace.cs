namespace PrivacyBench.Cli;

/// <summary>The last words of a verb that draws a report: where it is.</summary>
internal static class ReportPlace
{
    public static void Tell(string folder, TextWriter output) => output.WriteLine($"\nReport: {Path.Combine(folder, "report.html")}");
}
