namespace PrivacyBench.Verdicts;

/// <summary>One partition under one defense that did not come to an end.</summary>
/// <param name="Partition">The partition's label.</param>
/// <param name="Defense">The defense's label.</param>
/// <param name="Reason">What happened, in a sentence.</param>
public sealed record FailedArm(string Partition, string Defense, string Reason);
