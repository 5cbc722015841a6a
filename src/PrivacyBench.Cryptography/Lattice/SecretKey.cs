using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>A ternary RLWE secret, or a party's share of one, ready to multiply with. Cleared when disposed.</summary>
internal sealed class SecretKey : IDisposable
{
    /// <summary>Takes over a secret in value form.</summary>
    public SecretKey(Polynomial values) => Factor = new Factor(values);

    public Factor Factor { get; }

    public RnsRing Ring => Factor.Values.Ring;

    /// <summary>A fresh key.</summary>
    public static SecretKey Generate(RnsRing ring, RandomWords random)
    {
        var coefficients = new int[ring.N];
        Sampler.Ternary(coefficients, random);
        SecretKey key = From(ring, coefficients);
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(coefficients.AsSpan()));
        return key;
    }

    /// <summary>The key with these ternary coefficients.</summary>
    public static SecretKey From(RnsRing ring, ReadOnlySpan<int> coefficients)
    {
        var values = new Polynomial(ring);
        ring.AddSmall(values, coefficients);
        ring.ToValues(values);
        return new SecretKey(values);
    }

    /// <summary>The secret in value form, for whoever keeps a copy.</summary>
    public Polynomial Copy()
    {
        var copy = new Polynomial(Ring);
        Factor.Values.All.CopyTo(copy.All);
        return copy;
    }

    public void Dispose() => Factor.Dispose();
}
