using PrivacyBench.Reports.Gates;

namespace PrivacyBench.Reports;

/// <summary>A report's folder: results, scores, the report drawn from them, and the checksums of all.</summary>
public static class ReportFolder
{
    /// <summary>Writes results, report and checksums beside the scores.</summary>
    /// <param name="results">What the evaluation found.</param>
    /// <param name="folder">The folder, which holds the scores.</param>
    /// <exception cref="Measurement.ScoreFileException">A score file is damaged.</exception>
    public static void Write(Results results, string folder)
    {
        ResultsFile.Write(results, Path.Combine(folder, ResultsFile.Name));
        Draw(results, folder);
    }

    /// <summary>Draws the report from results that are there, and writes the checksums again.</summary>
    /// <param name="results">What the evaluation found.</param>
    /// <param name="folder">The folder, which holds results and scores.</param>
    /// <param name="gate">A comparison with a baseline, for the report; null where there is none.</param>
    /// <exception cref="Measurement.ScoreFileException">A score file is damaged.</exception>
    public static void Draw(Results results, string folder, GateReport? gate = null)
    {
        ReportWriter.Write(results, folder, gate);
        Manifest.Write(folder);
    }

    /// <summary>Reads the results of a folder and checks that they, the scores and the checksums belong together.</summary>
    /// <param name="folder">The folder that a run wrote.</param>
    /// <param name="mustBeWhole">Whether checksums must be there, and with them every file that they list.</param>
    /// <exception cref="ResultsFileException">A file is missing, damaged, changed since the run, or the scores are not those of the results.</exception>
    /// <exception cref="Measurement.ScoreFileException">A score file is damaged.</exception>
    public static Results Read(string folder, bool mustBeWhole = false)
    {
        var results = ResultsFile.Read(folder);
        if (mustBeWhole || Manifest.Exists(folder))
            Manifest.Check(folder, mustBeWhole);
        ScoreCheck.Check(results, folder);
        return results;
    }
}
