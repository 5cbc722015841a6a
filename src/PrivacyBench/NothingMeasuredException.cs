namespace PrivacyBench;

/// <summary>No arm of a scenario came to an end, so that there is nothing to report.</summary>
/// <param name="reason">What happened to the first.</param>
public sealed class NothingMeasuredException(string reason) : Exception($"No arm came to an end. {reason}");
