namespace PrivacyBench.Cryptography.Wire;

/// <summary>A message that a protocol cannot accept. It ends the round; it holds nothing of the payload.</summary>
/// <param name="sender">The party from which the message came or should have come.</param>
/// <param name="step">The step of the protocol.</param>
/// <param name="why">What is wrong.</param>
public sealed class ProtocolException(Party sender, int step, string why)
    : Exception(FormattableString.Invariant($"{sender}, step {step}: {why}."))
{
    /// <summary>The party from which the message came or should have come.</summary>
    public Party Sender { get; } = sender;

    /// <summary>The step of the protocol.</summary>
    public int Step { get; } = step;
}
