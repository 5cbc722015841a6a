namespace PrivacyBench.Cryptography.Wire;

/// <summary>One party's side of a protocol. It knows its own input and the bytes that reach its endpoint, and no other party's memory.</summary>
internal interface IPartyProgram
{
    /// <summary>Runs the party; it yields each step before it acts in it, so that others can act first. Its secrets end with the iteration.</summary>
    /// <exception cref="ProtocolException">A message was not what it must be, or too few parties are left.</exception>
    IEnumerable<ProtocolStep> Run(Endpoint wire);

    /// <summary>What the party may release once it has run to the end; null for all but the one that opens the sum.</summary>
    Released? Released => null;
}

/// <summary>What a client brings to a round.</summary>
/// <param name="Vector">Its vector.</param>
/// <param name="Model">The SHA-256 of the model that it was sent, where clients compare it; else empty.</param>
internal sealed record ClientInput(ulong[] Vector, byte[] Model);

/// <summary>The output of a protocol.</summary>
/// <param name="Sum">The sum modulo 2^m.</param>
/// <param name="Survivors">The clients whose vectors are in it, ascending.</param>
internal sealed record Released(ulong[] Sum, int[] Survivors);

/// <summary>The numbers of a round that all parties know.</summary>
/// <param name="Clients">Clients, those included that will drop out.</param>
/// <param name="Length">Coordinates of a vector.</param>
/// <param name="ModulusBits">m: sums are modulo 2^m.</param>
/// <param name="Round">The number of the round.</param>
/// <param name="PublicSeed">32 random bytes that all know, drawn for this round.</param>
/// <param name="Workers">How many threads one party may use.</param>
/// <param name="LeastSurvivors">The fewest clients whose sum is released.</param>
internal sealed record RoundPlan(int Clients, int Length, int ModulusBits, int Round, byte[] PublicSeed, int Workers, int LeastSurvivors)
{
    /// <summary>Why so few clients are no sum, or null where they are enough.</summary>
    public string? TooFew(int survivors) =>
        survivors >= LeastSurvivors ? null : $"the vectors of {survivors} clients came, at least {LeastSurvivors} are needed: nothing is released";

    /// <summary>Bytes of a vector in lanes.</summary>
    public int LaneBytes => Length * VectorBytes.Width(ModulusBits);

    /// <summary>Bytes of a vector as it travels.</summary>
    public int PackedBytes => PackedVector.Bytes(Length, ModulusBits);
}
