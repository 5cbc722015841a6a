using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>What a decryption gave.</summary>
/// <param name="Sums">BFV: the exact sums; CKKS: the sums rounded to integers.</param>
/// <param name="Real">CKKS: the sums with their error; empty for BFV.</param>
/// <param name="LargestNoise">BFV: the largest noise that was found; 0 for CKKS, where it cannot be told from the sum.</param>
internal sealed record Decrypted(long[] Sums, double[] Real, double LargestNoise);

/// <summary>Turns a sum under encryption and the key parts c1·s, whole or in shares, into the sum.</summary>
internal static class Decryption
{
    /// <summary>Decrypts with the whole key. CKKS releases carry flooding noise as planned.</summary>
    public static Decrypted WithKey(LatticeCodec codec, EncryptedVector sum, SecretKey key, RandomWords random)
    {
        Polynomial[] c1 = sum.C1 ?? throw new ArgumentException("A seeded vector is decrypted as part of a sum.", nameof(sum));
        Polynomial[] parts = Array.ConvertAll(c1, each => Encryption.KeyPart(codec, each, key, random));
        try
        {
            return Combine(codec, sum, [parts]);
        }
        finally
        {
            foreach (Polynomial part in parts)
                part.Dispose();
        }
    }

    /// <summary>Adds the parties' parts to c0 and decodes.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The result is no sum that the plan could give.</exception>
    public static Decrypted Combine(LatticeCodec codec, EncryptedVector sum, IReadOnlyList<Polynomial[]> parts)
    {
        bool exact = codec.Plan.Request.Scheme == LatticeScheme.Bfv;
        var sums = new long[codec.Plan.Request.Parameters];
        var real = new double[exact ? 0 : sums.Length];
        double noise = 0;
        using var phase = new Polynomial(codec.Narrow);
        for (int i = 0; i < sum.C0.Length; i++)
        {
            sum.C0[i].All.CopyTo(phase.All);
            foreach (Polynomial[] part in parts)
                codec.Narrow.Add(phase, part[i]);
            if (exact)
                noise = Math.Max(noise, codec.Decode(phase, i, sum.Clients, sums));
            else
                codec.Decode(phase, i, sum.Clients, real);
        }
        for (int i = 0; i < real.Length; i++)
            sums[i] = (long)Math.Round(real[i]);
        return new Decrypted(sums, real, noise);
    }
}
