using System.Buffers.Binary;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>
/// Shamir's sharing (1979) of a 32-byte secret over the field of 2^127 − 1, in three limbs of at most 11 bytes. No branch depends on a secret.
/// </summary>
internal static class ShamirSecret
{
    public const int ShareBytes = 3 * 16;
    private const int LimbBytes = 11;
    private static readonly UInt128 Prime = (UInt128.One << 127) - 1;

    /// <summary>The shares at the points, each above 0; any <paramref name="threshold"/> of them give the secret.</summary>
    public static byte[][] Split(ReadOnlySpan<byte> secret, IReadOnlyList<int> points, int threshold, IKeySource keys)
    {
        byte[][] shares = [.. points.Select(_ => new byte[ShareBytes])];
        var random = new byte[16];
        for (int limb = 0; limb < 3; limb++)
        {
            var coefficients = new UInt128[threshold];
            coefficients[0] = Limb(secret[(limb * LimbBytes)..Math.Min(32, (limb + 1) * LimbBytes)]);
            for (int i = 1; i < threshold; i++)
            {
                keys.Fill(random);
                coefficients[i] = Reduce(BinaryPrimitives.ReadUInt128LittleEndian(random) & Prime);
            }

            for (int j = 0; j < shares.Length; j++)
                BinaryPrimitives.WriteUInt128LittleEndian(shares[j].AsSpan(16 * limb), Evaluate(coefficients, (UInt128)points[j]));
            Array.Clear(coefficients);
        }

        return shares;
    }

    /// <summary>The secret from as many shares as the threshold, at distinct points (Lagrange at 0).</summary>
    public static byte[] Join(IReadOnlyList<(int Point, byte[] Share)> shares)
    {
        var limbs = new UInt128[3];
        for (int i = 0; i < shares.Count; i++)
        {
            UInt128 above = UInt128.One, below = UInt128.One;
            for (int j = 0; j < shares.Count; j++)
                if (j != i)
                    (above, below) = (Multiply(above, (UInt128)shares[j].Point), Multiply(below, Subtract((UInt128)shares[j].Point, (UInt128)shares[i].Point)));
            UInt128 weight = Multiply(above, Inverse(below));
            for (int limb = 0; limb < 3; limb++)
                limbs[limb] = Add(limbs[limb], Multiply(weight, Reduce(BinaryPrimitives.ReadUInt128LittleEndian(shares[i].Share.AsSpan(16 * limb)))));
        }

        var secret = new byte[48];
        for (int limb = 0; limb < 3; limb++)
            BinaryPrimitives.WriteUInt128LittleEndian(secret.AsSpan(limb * LimbBytes), limbs[limb]);
        return secret[..32];
    }

    internal static UInt128 Multiply(UInt128 a, UInt128 b)
    {
        ulong a0 = (ulong)a, a1 = (ulong)(a >> 64), b0 = (ulong)b, b1 = (ulong)(b >> 64);
        UInt128 low = Math.BigMul(a0, b0);
        UInt128 middle = Math.BigMul(a0, b1) + Math.BigMul(a1, b0) + (low >> 64);
        UInt128 high = Math.BigMul(a1, b1) + (middle >> 64);
        low = (middle << 64) | (ulong)low;
        // 2^128 = 2 in this field, and high < 2^126.
        return Reduce((low & Prime) + (low >> 127) + (high << 1));
    }

    private static UInt128 Add(UInt128 a, UInt128 b) => Reduce(a + b);

    private static UInt128 Subtract(UInt128 a, UInt128 b) => Reduce(a + Prime - b);

    private static UInt128 Reduce(UInt128 value)
    {
        UInt128 folded = (value & Prime) + (value >> 127);
        UInt128 less = folded - Prime;
        UInt128 borrow = UInt128.Zero - (less >> 127);
        return (folded & borrow) | (less & ~borrow);
    }

    /// <summary>a^(p−2), by Fermat; only public points are inverted.</summary>
    private static UInt128 Inverse(UInt128 a)
    {
        UInt128 result = UInt128.One;
        for (UInt128 power = Prime - 2; power > 0; power >>= 1, a = Multiply(a, a))
            if ((power & 1) == 1)
                result = Multiply(result, a);
        return result;
    }

    private static UInt128 Evaluate(UInt128[] coefficients, UInt128 point)
    {
        UInt128 value = UInt128.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            value = Add(Multiply(value, point), coefficients[i]);
        return value;
    }

    private static UInt128 Limb(ReadOnlySpan<byte> bytes)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        bytes.CopyTo(wide);
        return BinaryPrimitives.ReadUInt128LittleEndian(wide);
    }
}
