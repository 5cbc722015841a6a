namespace PrivacyBench.Federation;

/// <summary>What is left with a server that summed under approximate encryption and was also told the decrypted sum.</summary>
/// <param name="Payloads">Each participant's encrypted update as the server opened it from its channel, with the public parameters.</param>
/// <param name="Released">The decrypted sum as it was released, in units of the encoded values.</param>
/// <param name="Unit">What an encoded 1 adds to the mean.</param>
public sealed record EncryptedRound(IReadOnlyList<byte[]> Payloads, double[] Released, double Unit);
