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
    /// <param name="payloads">What the server was shown: the payload of every client whose vector is in the sum.</param>
    /// <param name="released">The sums as they were released, in units of the values.</param>
    /// <returns>The key's coefficients, or null when the release does not give it away.</returns>
    /// <exception cref="InvalidDataException">A payload is damaged.</exception>
    public static int[]? Recover(IReadOnlyList<byte[]> payloads, ReadOnlySpan<double> released)
    {
        ArgumentNullException.ThrowIfNull(payloads);
        LatticePlan plan = LatticePayload.ReadParameters(payloads[0]);
        // Sums of BFV are exact: their release tells nothing about the noise.
        if (plan.Request.Scheme != LatticeScheme.Ckks)
            return null;
        var codec = new LatticeCodec(plan);
        using EncryptedVector sum = Sum(codec, payloads);
        using var message = new Polynomial(codec.Ring);
        for (int index = 0; index < plan.Ciphertexts; index++)
        {
            if (codec.Used(index) < plan.RingDimension)
                continue;
            Message(plan, released[codec.Values(index)], payloads.Count, message);
            SubtractWidened(message, sum.C0[index]);
            codec.Ring.ToValues(message);
            if (Solve(codec.Ring, message, sum.C1![index]) is { } key)
                return key;
        }
        return null;
    }

    /// <summary>Opens a client's vector with a recovered key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is not the one that the client used.</exception>
    public static double[] Open(byte[] payload, int[] key)
    {
        var codec = new LatticeCodec(LatticePayload.ReadParameters(payload));
        using SecretKey secret = SecretKey.From(codec.Ring, key);
        using EncryptedVector sum = Sum(codec, [payload]);
        using RandomWords random = RandomWords.Fresh();
        return Decryption.WithKey(codec, sum, secret, random).Real;
    }

    private static EncryptedVector Sum(LatticeCodec codec, IReadOnlyList<byte[]> payloads)
    {
        EncryptedVector sum = EncryptedVector.Empty(codec);
        foreach (byte[] payload in payloads)
        {
            ReadOnlySpan<byte> body = LatticePayload.Unwrap(codec.Plan, payload, out int vectors);
            using EncryptedVector vector = LatticeSerializer.ReadVector(codec, body, vectors, codec.Plan.Form == KeyForm.SeededSymmetric);
            sum.Add(vector);
        }
        return sum;
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
