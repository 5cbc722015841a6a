namespace PrivacyBench.Data;

/// <summary>A data file that cannot be read: the message says where, what was found and what is allowed.</summary>
public sealed class DataFormatException : FormatException
{
    /// <summary>A mistake in a data file.</summary>
    public DataFormatException()
    {
    }

    /// <summary>A mistake in a data file.</summary>
    /// <param name="message">Where, what was found, what is allowed.</param>
    public DataFormatException(string message)
        : base(message)
    {
    }

    /// <summary>A mistake in a data file.</summary>
    /// <param name="message">Where, what was found, what is allowed.</param>
    /// <param name="innerException">The cause.</param>
    public DataFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
