using PrivacyBench.Verdicts;

namespace PrivacyBench.Cli;

/// <summary>What the command tells a script.</summary>
internal static class ExitCode
{
    /// <summary>Done, and every claim or gate holds.</summary>
    public const int Done = 0;

    /// <summary>A claim or gate fails.</summary>
    public const int Fails = 1;

    /// <summary>The input is wrong; nothing was written.</summary>
    public const int WrongInput = 2;

    /// <summary>The intervals are too wide to say.</summary>
    public const int Inconclusive = 3;

    /// <summary>A run failed part-way; what was finished is kept.</summary>
    public const int Failed = 4;

    /// <summary>Interrupted; what was finished is kept.</summary>
    public const int Interrupted = 130;

    /// <summary>The code of a verdict.</summary>
    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Holds => Done,
        Verdict.Fails => Fails,
        _ => Inconclusive,
    };
}
