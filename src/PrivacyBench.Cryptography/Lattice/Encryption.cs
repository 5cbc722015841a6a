using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Encrypts and decrypts vectors under a plan: the same for BFV and CKKS, which differ in their codec alone.</summary>
internal static class Encryption
{
    /// <summary>(⌊q·v/t⌉ + e − a·s, seed of a).</summary>
    public static EncryptedVector Seeded(LatticeCodec codec, ReadOnlySpan<long> vector, SecretKey key, RandomWords random)
    {
        RnsRing ring = codec.Ring;
        byte[] seed = new byte[RandomWords.SeedBytes];
        for (int i = 0; i < seed.Length; i += sizeof(uint))
            BitConverter.TryWriteBytes(seed.AsSpan(i), random.NextWord());
        using var uniform = new RandomWords(seed);
        using var product = new Polynomial(ring);
        Polynomial[] c0 = EncryptedVector.Polynomials(codec);
        var error = new int[ring.N];
        for (int i = 0; i < c0.Length; i++)
        {
            codec.Encode(vector, i, c0[i]);
            AddError(c0[i], error, random);
            Sampler.Uniform(product, uniform);
            ring.Multiply(product, product, key.Factor);
            ring.ToCoefficients(product);
            ring.Subtract(c0[i], product);
        }
        Array.Clear(error);
        return new EncryptedVector(codec.Plan, c0, null, seed, 1);
    }

    /// <summary>(⌊q·v/t⌉ + e₀ + b·u, e₁ + a·u) with a fresh ternary u.</summary>
    public static EncryptedVector Public(LatticeCodec codec, ReadOnlySpan<long> vector, PublicKey key, RandomWords random)
    {
        RnsRing ring = codec.Ring;
        Polynomial[] c0 = EncryptedVector.Polynomials(codec), c1 = EncryptedVector.Polynomials(codec);
        using Polynomial ternary = new(ring), product = new(ring);
        var small = new int[ring.N];
        for (int i = 0; i < c0.Length; i++)
        {
            Sampler.Ternary(small, random);
            ternary.All.Clear();
            ring.AddSmall(ternary, small);
            ring.ToValues(ternary);
            codec.Encode(vector, i, c0[i]);
            AddError(c0[i], small, random);
            ring.Multiply(product, ternary, key.B);
            ring.ToCoefficients(product);
            ring.Add(c0[i], product);
            AddError(c1[i], small, random);
            ring.ToValues(c1[i]);
            ring.Multiply(product, ternary, key.A);
            ring.Add(c1[i], product);
        }
        Array.Clear(small);
        return new EncryptedVector(codec.Plan, c0, c1, null, 1);
    }

    /// <summary>c1·s, the part of a decryption that takes the key, in coefficient form.</summary>
    public static Polynomial KeyPart(Polynomial c1, SecretKey key)
    {
        var product = new Polynomial(key.Ring);
        key.Ring.Multiply(product, c1, key.Factor);
        key.Ring.ToCoefficients(product);
        return product;
    }

    private static void AddError(Polynomial target, int[] scratch, RandomWords random)
    {
        Sampler.Error(scratch, random);
        target.Ring.AddSmall(target, scratch);
    }
}
