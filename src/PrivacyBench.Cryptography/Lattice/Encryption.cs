using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Encrypts and decrypts vectors under a plan: the same for BFV and CKKS, which differ in their codec alone.</summary>
internal static class Encryption
{
    /// <summary>(v + e − a·s, seed of a) for scaled plaintexts v, which are taken over.</summary>
    public static EncryptedVector Seeded(LatticeCodec codec, Polynomial[] plaintexts, SecretKey key, RandomWords random)
    {
        RnsRing ring = codec.Ring;
        byte[] seed = random.NextSeed();
        using var uniform = new RandomWords(seed);
        using var product = new Polynomial(ring);
        var c0 = new Polynomial[codec.Plan.Ciphertexts];
        var error = new int[ring.N];
        for (int i = 0; i < c0.Length; i++)
        {
            Polynomial body = plaintexts[i];
            AddError(body, error, random);
            Sampler.Uniform(product, uniform);
            ring.Multiply(product, product, key.Factor);
            ring.ToCoefficients(product);
            ring.Subtract(body, product);
            c0[i] = codec.ToNarrow(body);
        }
        Array.Clear(error);
        return new EncryptedVector(codec.Plan, c0, null, seed, 1);
    }

    /// <summary>(v + e₀ + b·u, e₁ + a·u) with a fresh ternary u, for scaled plaintexts v, which are taken over.</summary>
    public static EncryptedVector Public(LatticeCodec codec, Polynomial[] plaintexts, PublicKey key, RandomWords random)
    {
        RnsRing ring = codec.Ring;
        var c0 = new Polynomial[codec.Plan.Ciphertexts];
        Polynomial[] c1 = EncryptedVector.Polynomials(codec, ring);
        using Polynomial ternary = new(ring), product = new(ring);
        var small = new int[ring.N];
        for (int i = 0; i < c0.Length; i++)
        {
            Sampler.Ternary(small, random);
            ternary.All.Clear();
            ring.AddSmall(ternary, small);
            ring.ToValues(ternary);
            Polynomial body = plaintexts[i];
            AddError(body, small, random);
            ring.Multiply(product, ternary, key.B);
            ring.ToCoefficients(product);
            ring.Add(body, product);
            c0[i] = codec.ToNarrow(body);
            AddError(c1[i], small, random);
            ring.ToValues(c1[i]);
            ring.Multiply(product, ternary, key.A);
            ring.Add(c1[i], product);
        }
        Array.Clear(small);
        return new EncryptedVector(codec.Plan, c0, c1, null, 1);
    }

    /// <summary>c1·s and the plan's flooding noise: the part of a decryption that takes the key, in coefficient form in the narrow ring.</summary>
    public static Polynomial KeyPart(LatticeCodec codec, Polynomial c1, SecretKey key, RandomWords random)
    {
        var product = new Polynomial(codec.Ring);
        codec.Ring.Multiply(product, c1, key.Factor);
        codec.Ring.ToCoefficients(product);
        Flooding.Add(product, codec.Plan.FloodingBits, random);
        return codec.ToNarrow(product);
    }

    private static void AddError(Polynomial target, int[] scratch, RandomWords random)
    {
        Sampler.Error(scratch, random);
        target.Ring.AddSmall(target, scratch);
    }
}
