using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>b = −a·s + e with a expanded from a public seed. Under a collective key b is the sum of what the parties sent.</summary>
internal sealed class PublicKey : IDisposable
{
    private PublicKey(Polynomial b, Polynomial a) => (B, A) = (new Factor(b), new Factor(a));

    public Factor B { get; }

    public Factor A { get; }

    /// <summary>One party's −a·s + e, in value form.</summary>
    public static Polynomial Share(SecretKey secret, ReadOnlySpan<byte> seed, RandomWords random)
    {
        RnsRing ring = secret.Ring;
        using Polynomial product = Expand(ring, seed);
        ring.Multiply(product, product, secret.Factor);
        var share = new Polynomial(ring);
        var error = new int[ring.N];
        Sampler.Error(error, random);
        ring.AddSmall(share, error);
        ring.ToValues(share);
        ring.Subtract(share, product);
        return share;
    }

    /// <summary>The key that the parties' shares add up to.</summary>
    public static PublicKey FromShares(IReadOnlyList<Polynomial> shares, ReadOnlySpan<byte> seed)
    {
        RnsRing ring = shares[0].Ring;
        var sum = new Polynomial(ring);
        foreach (Polynomial share in shares)
            ring.Add(sum, share);
        return new PublicKey(sum, Expand(ring, seed));
    }

    public void Dispose()
    {
        B.Dispose();
        A.Dispose();
    }

    private static Polynomial Expand(RnsRing ring, ReadOnlySpan<byte> seed)
    {
        var a = new Polynomial(ring);
        using var words = new RandomWords(seed);
        Sampler.Uniform(a, words);
        return a;
    }
}
