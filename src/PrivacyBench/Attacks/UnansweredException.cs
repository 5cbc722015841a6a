namespace PrivacyBench.Attacks;

/// <summary>An attack saw what it needs and gave no score for some candidate.</summary>
/// <param name="message">Which attack, and how many scores are no numbers.</param>
public sealed class UnansweredException(string message) : Exception(message);
