namespace PrivacyBench.Measurement;

/// <summary>A file of scores that cannot be read: the message says where, what was found and what is allowed.</summary>
public sealed class ScoreFileException : FormatException
{
    /// <summary>A mistake in a file of scores.</summary>
    public ScoreFileException()
    {
    }

    /// <summary>A mistake in a file of scores.</summary>
    /// <param name="message">Where, what was found, what is allowed.</param>
    public ScoreFileException(string message)
        : base(message)
    {
    }

    /// <summary>A mistake in a file of scores.</summary>
    /// <param name="message">Where, what was found, what is allowed.</param>
    /// <param name="innerException">The cause.</param>
    public ScoreFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
