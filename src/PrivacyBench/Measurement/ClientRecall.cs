namespace PrivacyBench.Measurement;

/// <summary>How well an attack on the source finds the records of one client.</summary>
/// <param name="Client">The number of the client; the same number in every federation.</param>
/// <param name="Recall">The share of its records that the attack gives to it.</param>
/// <param name="Records">The number of its records.</param>
public sealed record ClientRecall(int Client, Rate Recall, int Records);
