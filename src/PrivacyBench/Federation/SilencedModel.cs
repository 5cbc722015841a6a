using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation;

/// <summary>
/// A model with a last hidden layer that says the same whatever comes in: its bias is so low that every activation is flat there, so
/// that the gradient of this layer and of all before it is zero (Pasquini, Francati, Ateniese 2022, gradient suppression).
/// </summary>
internal static class SilencedModel
{
    // Far below what scaled records can make up for, and exact in single precision.
    private const float Bias = -16384;

    /// <summary>How many of the first parameters no longer learn: 0 where there is no hidden layer to silence.</summary>
    public static int Parameters(Model model) => model.Layers.Take(LastHidden(model) + 1).Sum(layer => layer.Parameters.Sum(p => p.Count));

    /// <summary>The model of these parameters, silenced.</summary>
    public static float[] Of(Model model, float[] parameters)
    {
        var silenced = (float[])parameters.Clone();
        var end = Parameters(model);
        if (end > 0)
        {
            silenced.AsSpan((end - model.Layers[LastHidden(model)].Parameters[^1].Count)..end).Fill(Bias);
        }

        return silenced;
    }

    /// <summary>The last layer with parameters that an activation follows, or −1.</summary>
    private static int LastHidden(Model model) => Enumerable.Range(0, model.Layers.Count - 1)
        .LastOrDefault(l => model.Layers[l].Parameters.Count > 0 && model.Layers[l + 1] is Activated, -1);
}
