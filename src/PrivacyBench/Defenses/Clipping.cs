namespace PrivacyBench.Defenses;

/// <summary>Bounds the Euclidean norm of an update, which bounds what one client can change.</summary>
internal static class Clipping
{
    /// <summary>Δ·min(1, C/‖Δ‖₂), in a new array (Abadi et al. 2016, algorithm 1).</summary>
    /// <exception cref="ArgumentException">The update is not finite: it would slip through min(1, C/NaN).</exception>
    public static float[] Clip(float[] update, double norm)
    {
        var length = Math.Sqrt(update.Sum(v => (double)v * v));
        if (!double.IsFinite(length))
        {
            throw new ArgumentException("A client's update is not finite, so it cannot be clipped; lower the learning rate.");
        }

        return length <= norm ? [.. update] : Array.ConvertAll(update, v => (float)(v * (norm / length)));
    }
}
