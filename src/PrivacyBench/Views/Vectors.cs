namespace PrivacyBench.Views;

/// <summary>Arithmetic of flat vectors.</summary>
internal static class Vectors
{
    /// <summary>left + factor·right.</summary>
    public static float[] Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, float factor = 1)
    {
        var sum = new float[left.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = left[i] + (factor * right[i]);
        }

        return sum;
    }

    /// <summary>‖vector‖₂.</summary>
    public static double Norm(ReadOnlySpan<float> vector)
    {
        var squares = 0.0;
        foreach (var value in vector)
        {
            squares += (double)value * value;
        }

        return Math.Sqrt(squares);
    }
}
