namespace PrivacyBench.Reports;

/// <summary>A results file that cannot be used. The message names the file, the place in it, the value found and what is allowed.</summary>
public sealed class ResultsFileException : Exception
{
    /// <summary>A message alone.</summary>
    public ResultsFileException(string message)
        : base(message)
    {
    }

    /// <summary>A message with the exception that revealed the damage.</summary>
    public ResultsFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A message without details.</summary>
    public ResultsFileException()
        : base("The results file cannot be used.")
    {
    }

    internal static ResultsFileException At(string file, string place, string found, string allowed, Exception? cause = null) =>
        new($"{file}: {place}: found {found}; allowed is {allowed}.", cause);
}
