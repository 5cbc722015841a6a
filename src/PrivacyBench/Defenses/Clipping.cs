namespace PrivacyBench.Defenses;

/// <summary>Bounds what one client can change, and hides it in noise.</summary>
internal static class Clipping
{
    /// <summary>‖Δ‖₂.</summary>
    public static double Norm(float[] update) => Math.Sqrt(update.Sum(v => (double)v * v));

    /// <summary>Δ·min(1, C/‖Δ‖₂), in a new array (Abadi et al. 2016, algorithm 1).</summary>
    /// <exception cref="ArgumentException">The update is not finite: it would slip through min(1, C/NaN).</exception>
    public static float[] Clip(float[] update, double norm)
    {
        var length = Norm(update);
        if (!double.IsFinite(length))
        {
            throw new ArgumentException("A client's update is not finite, so it cannot be clipped; lower the learning rate.");
        }

        return length <= norm ? [.. update] : Array.ConvertAll(update, v => (float)(v * (norm / length)));
    }

    /// <summary>The vector with N(0, deviation²) added to each value, in a new array.</summary>
    public static float[] Noised(float[] values, double deviation, RandomStream random)
    {
        var noised = new float[values.Length];
        random.FillGaussian(noised, deviation);
        for (var i = 0; i < noised.Length; i++)
        {
            noised[i] += values[i];
        }

        return noised;
    }
}
