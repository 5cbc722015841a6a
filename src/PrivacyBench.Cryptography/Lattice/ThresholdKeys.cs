using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Shamir's sharing of ring elements (Mouchet, Bertrand, Hubaux 2023): a polynomial over R_q with the secret as constant term, a
/// share for party j its value at the integer j + 1. Differences of these points are units modulo every prime.
/// </summary>
internal static class ThresholdKeys
{
    /// <summary>Shares of a secret, one for each party; any <paramref name="threshold"/> of them determine it, fewer are uniform.</summary>
    public static Polynomial[] Share(SecretKey secret, int threshold, int parties, RandomWords random)
    {
        RnsRing ring = secret.Ring;
        var shares = new Polynomial[parties];
        for (int j = 0; j < parties; j++)
            shares[j] = new Polynomial(ring);
        using var coefficient = new Polynomial(ring);
        // Horner from the highest coefficient down, for all points at once.
        for (int degree = threshold - 1; degree >= 0; degree--)
        {
            if (degree > 0)
                Sampler.Uniform(coefficient, random);
            Polynomial next = degree > 0 ? coefficient : secret.Factor.Values;
            for (int j = 0; j < parties; j++)
            {
                Scale(shares[j], _ => (uint)j + 1);
                ring.Add(shares[j], next);
            }
        }
        return shares;
    }

    /// <summary>
    /// What party <paramref name="own"/> multiplies its share with when exactly the parties of <paramref name="active"/> decrypt:
    /// the Lagrange coefficient ∏ (j+1)/(j−own) over the others.
    /// </summary>
    public static void Weigh(Polynomial share, int own, IReadOnlyCollection<int> active)
    {
        Scale(share, p =>
        {
            uint weight = 1;
            foreach (int j in active)
                if (j != own)
                {
                    uint difference = j > own ? (uint)(j - own) : p - (uint)(own - j);
                    weight = ModularArithmetic.Multiply(weight, (uint)j + 1, p);
                    weight = ModularArithmetic.Multiply(weight, ModularArithmetic.Inverse(difference, p), p);
                }
            return weight;
        });
    }

    private static void Scale(Polynomial target, Func<uint, uint> weightModulo)
    {
        for (int i = 0; i < target.Ring.Count; i++)
        {
            uint p = target.Ring.Prime(i), weight = weightModulo(p), quotient = ModularArithmetic.Quotient(weight, p);
            Span<uint> residues = target[i];
            for (int j = 0; j < residues.Length; j++)
                residues[j] = ModularArithmetic.MultiplyShoup(residues[j], weight, quotient, p);
        }
    }
}
