using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// The attack of Li and Micciancio 2021 ("On the security of homomorphic encryption on approximate numbers", section 3): who knows
/// a ciphertext (c0, c1) and its decryption in full precision, m' = c0 + c1·s, solves s = (m' − c0)·c1⁻¹ in the ring. Flooding noise
/// in the release, or rounding, leaves an m' that gives no ternary s.
/// </summary>
public static class CkksKeyRecovery
{
    /// <summary>Tries to find the secret key.</summary>
    /// <param name="plan">The CKKS plan of the aggregation.</param>
    /// <param name="encryptedSum">The payload of the sum, as <see cref="LatticeOutcome.Ciphertexts"/> ends with.</param>
    /// <param name="vectors">Vectors that were added up.</param>
    /// <param name="released">The sums that were released.</param>
    /// <returns>The key's coefficients, or null when the release does not give it away.</returns>
    /// <exception cref="ArgumentException">The plan is not one of CKKS.</exception>
    public static int[]? Recover(LatticePlan plan, ReadOnlySpan<byte> encryptedSum, int vectors, ReadOnlySpan<double> released)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Request.Scheme != LatticeScheme.Ckks)
            throw new ArgumentException("Sums of BFV are exact: their release tells nothing about the noise.", nameof(plan));
        var codec = new LatticeCodec(plan);
        using EncryptedVector sum = LatticeSerializer.ReadVector(codec, encryptedSum, vectors, seeded: false);
        using var message = new Polynomial(codec.Ring);
        for (int index = 0; index < plan.Ciphertexts; index++)
            if (codec.Used(index) == plan.RingDimension)
            {
                Message(plan, released[codec.Values(index)], vectors, message);
                SubtractWidened(message, sum.C0[index]);
                codec.Ring.ToValues(message);
                if (Solve(codec.Ring, message, sum.C1![index]) is { } key)
                    return key;
            }
        return null;
    }

    /// <summary>Opens a client's vector with a recovered key: a payload of <see cref="LatticeOutcome.Ciphertexts"/>.</summary>
    public static double[] Open(LatticePlan plan, ReadOnlySpan<byte> encrypted, int[] key)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(key);
        var codec = new LatticeCodec(plan);
        using SecretKey secret = SecretKey.From(codec.Ring, key);
        using EncryptedVector vector = LatticeSerializer.ReadVector(codec, encrypted, 1, plan.Form == KeyForm.SeededSymmetric);
        using EncryptedVector sum = EncryptedVector.Empty(codec);
        sum.Add(vector);
        using RandomWords random = RandomWords.Fresh();
        return Decryption.WithKey(codec, sum, secret, random).Real;
    }

    /// <summary>m' from the released numbers, which are (m'/2^scale) + clients·minimum.</summary>
    private static void Message(LatticePlan plan, ReadOnlySpan<double> released, int vectors, Polynomial message)
    {
        for (int j = 0; j < released.Length; j++)
        {
            double value = released[j] - ((double)plan.Request.Minimum * vectors);
            var scaled = (Int128)Math.Round(value * Math.Pow(2, plan.ScaleBits));
            for (int i = 0; i < plan.Primes.Count; i++)
                message[i][j] = (uint)(((scaled % plan.Primes[i]) + plan.Primes[i]) % plan.Primes[i]);
        }
    }

    /// <summary>message ← message − P·c0, where c0 came without the primes whose product is P: modulo those, P is 0.</summary>
    private static void SubtractWidened(Polynomial message, Polynomial c0)
    {
        RnsRing ring = message.Ring;
        for (int i = 0; i < c0.Ring.Count; i++)
        {
            uint p = ring.Prime(i), factor = 1;
            for (int dropped = c0.Ring.Count; dropped < ring.Count; dropped++)
                factor = ModularArithmetic.Multiply(factor, ring.Prime(dropped) % p, p);
            for (int j = 0; j < ring.N; j++)
                message[i][j] = (message[i][j] + p - ModularArithmetic.Multiply(c0[i][j], factor, p)) % p;
        }
    }

    /// <summary>The ternary s with c1·s = difference, if there is one. A ternary key is known from one prime at which c1 has no zero.</summary>
    private static int[]? Solve(RnsRing ring, Polynomial difference, Polynomial c1)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            if (c1[i].Contains(0u))
                continue;
            uint p = ring.Prime(i);
            for (int j = 0; j < ring.N; j++)
                difference[i][j] = ModularArithmetic.Multiply(difference[i][j], ModularArithmetic.Inverse(c1[i][j], p), p);
            ring.ToCoefficients(difference);
            var key = new int[ring.N];
            for (int j = 0; j < key.Length; j++)
            {
                uint residue = difference[i][j];
                if (residue > 1 && residue != p - 1)
                    return null;
                key[j] = residue == p - 1 ? -1 : (int)residue;
            }
            return key;
        }
        return null;
    }
}
