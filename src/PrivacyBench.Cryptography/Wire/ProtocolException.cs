namespace PrivacyBench.Cryptography.Wire;

/// <summary>A protocol stopped without output: a message was not what it must be, or too few parties are left.</summary>
/// <param name="party">The party that found it.</param>
/// <param name="step">The step in which it was found.</param>
/// <param name="found">What was found and what is allowed.</param>
public sealed class ProtocolException(Party party, string step, string found) : Exception($"{party}, step '{step}': {found}")
{
    /// <summary>The party that stopped.</summary>
    public Party Party { get; } = party;

    /// <summary>Why it stopped.</summary>
    public StopReason Reason { get; init; }

    /// <summary>What was found.</summary>
    public string Found { get; } = found;

    /// <summary>The step in which it stopped.</summary>
    public string Step { get; } = step;
}

/// <summary>Why a protocol stopped.</summary>
public enum StopReason
{
    /// <summary>A message was not what it must be: altered, truncated, out of its place, or against the protocol.</summary>
    WrongMessage,

    /// <summary>Another party had fallen silent, which may have failed itself.</summary>
    Silence,

    /// <summary>Too few parties are left, and no one is to blame.</summary>
    TooFewParties,

    /// <summary>Clients were sent different models.</summary>
    DifferentModels,
}
