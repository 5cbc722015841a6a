namespace PrivacyBench.Cli;

/// <summary>An argument, option or file that cannot be used; the message says which, what was found and what is allowed.</summary>
internal sealed class WrongInputException(string message) : Exception(message);
