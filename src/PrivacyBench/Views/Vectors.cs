namespace PrivacyBench.Views;

/// <summary>Arithmetic of flat parameter vectors.</summary>
internal static class Vectors
{
    public static float[] Add(float[] left, float[] right) => [.. left.Zip(right, (l, r) => l + r)];
}
