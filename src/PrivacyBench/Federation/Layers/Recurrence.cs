using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>Slopes of what stands in recurrent layers, from its outputs.</summary>
internal static class Recurrence
{
    /// <summary>1 − y², the slope of tanh.</summary>
    public static Tensor OneLessSquare(Tensor y) => y.mul(y).neg_().add_(Held.One, Held.One);

    /// <summary>y·(1 − y), the slope of 1/(1 + e^−x).</summary>
    public static Tensor SigmoidSlope(Tensor y) => OneLess(y).mul_(y);

    /// <summary>1 − y.</summary>
    public static Tensor OneLess(Tensor y) => y.neg().add_(Held.One, Held.One);
}
