using System.Numerics;

namespace PrivacyBench.Defenses;

/// <summary>
/// The randomised rotation x ↦ H·D·x/√d of a vector filled up to d = 2^k values: D has random signs that all parties know, H is the
/// Walsh-Hadamard matrix. It keeps the norm and spreads large values over all (Kairouz, Liu, Steinke 2021, section 4).
/// </summary>
internal static class Rotation
{
    /// <summary>d: the least power of two that holds so many values.</summary>
    public static int Length(int parameters) => (int)BitOperations.RoundUpToPowerOf2((uint)parameters);

    /// <summary>The rotated vector, of <see cref="Length"/> values.</summary>
    public static double[] Forward(float[] values, RandomStream signs)
    {
        var rotated = new double[Length(values.Length)];
        for (var i = 0; i < values.Length; i++)
        {
            rotated[i] = values[i];
        }

        Flip(rotated, signs);
        Transform(rotated);
        return rotated;
    }

    /// <summary>The first values of the vector from which a rotation came: H·H = d·I, and signs cancel.</summary>
    public static float[] Back(float[] rotated, int parameters, RandomStream signs)
    {
        var values = Array.ConvertAll(rotated, v => (double)v);
        Transform(values);
        Flip(values, signs);
        return Array.ConvertAll(values[..parameters], v => (float)v);
    }

    private static void Flip(double[] values, RandomStream signs)
    {
        // Named anew, so that the way back draws the same signs.
        var bits = signs.Named("signs");
        var word = 0UL;
        for (var i = 0; i < values.Length; i++)
        {
            word = i % 64 == 0 ? bits.NextUInt64() : word >> 1;
            values[i] = (word & 1) == 0 ? values[i] : -values[i];
        }
    }

    private static void Transform(double[] values)
    {
        for (var half = 1; half < values.Length; half *= 2)
        {
            for (var block = 0; block < values.Length; block += 2 * half)
            {
                for (var i = block; i < block + half; i++)
                {
                    (values[i], values[i + half]) = (values[i] + values[i + half], values[i] - values[i + half]);
                }
            }
        }

        var norm = 1 / Math.Sqrt(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= norm;
        }
    }
}
