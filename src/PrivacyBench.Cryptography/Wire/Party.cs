namespace PrivacyBench.Cryptography.Wire;

/// <summary>One participant of a protocol. Its number is what messages carry: clients from 0 upward, servers from −1 downward.</summary>
/// <param name="Number">The number on the wire.</param>
public readonly record struct Party(int Number)
{
    /// <summary>Whether this is a client and not a server or aggregator.</summary>
    public bool IsClient => Number >= 0;

    /// <summary>The client of this index, from 0.</summary>
    public static Party Client(int index) => new(index);

    /// <summary>The server or aggregator of this index, from 0.</summary>
    public static Party Server(int index) => new(-1 - index);

    /// <summary>The index of a server, from 0.</summary>
    internal int ServerIndex => -1 - Number;

    /// <inheritdoc/>
    public override string ToString() => IsClient ? $"client {Number}" : $"server {ServerIndex}";
}
