using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>How shares of a vector with its MAC are laid out: n elements and a random one, their products with the key, the key.</summary>
internal sealed class VerifiedLayout(RoundPlan plan, int aggregators)
{
    public Party Opener => Party.Server(aggregators);

    public int Aggregators => aggregators;

    public FieldPacking Packing { get; } = new(plan);

    /// <summary>Elements of the vector with the random one behind it.</summary>
    public int Masked => Packing.Elements + 1;

    public int Elements => (2 * Masked) + 1;

    public Roster Roster => new(plan, Opener, VerifiedShares.Report, VerifiedShares.Agree);

    /// <summary>The coefficients of the combination: random ones, and 1 for the element that hides it.</summary>
    public ulong[] Coefficients(ReadOnlySpan<byte> challenge)
    {
        var coefficients = new ulong[Masked];
        Field.Expand(challenge, coefficients);
        coefficients[^1] = 1;
        return coefficients;
    }

    public ReadOnlySpan<ulong> Vector(ReadOnlySpan<ulong> share) => share[..Masked];

    public ReadOnlySpan<ulong> Mac(ReadOnlySpan<ulong> share) => share.Slice(Masked, Masked);

    public static byte[] Commitment(ReadOnlySpan<byte> opened) => SHA256.HashData(opened);
}
