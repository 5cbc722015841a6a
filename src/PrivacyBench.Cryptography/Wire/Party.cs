namespace PrivacyBench.Cryptography.Wire;

/// <summary>What a party does in a protocol.</summary>
public enum PartyKind : byte
{
    /// <summary>Holds an update.</summary>
    Client = 1,

    /// <summary>Adds up shares.</summary>
    Aggregator = 2,

    /// <summary>Opens the sum and runs the federation.</summary>
    Server = 3,
}

/// <summary>A party of a protocol.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Index">Its number among its kind, from 0 to 65,535.</param>
public readonly record struct Party(PartyKind Kind, ushort Index)
{
    /// <summary>The server.</summary>
    public static Party Server => new(PartyKind.Server, 0);

    /// <summary>The client of a number.</summary>
    public static Party Client(int index) => new(PartyKind.Client, checked((ushort)index));

    /// <summary>The aggregator of a number.</summary>
    public static Party Aggregator(int index) => new(PartyKind.Aggregator, checked((ushort)index));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Kind} {Index}");
}
