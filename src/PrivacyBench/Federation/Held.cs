using TorchSharp;

namespace PrivacyBench.Federation;

/// <summary>
/// Numbers for calls into the library that live as long as the program. Its sums and differences of tensors (<c>+</c>, <c>-</c>,
/// <c>add_</c>, <c>sub</c>, <c>sub_</c>) make a scalar 1 on the way and its <c>square</c> a scalar 2, which may be collected while the
/// native side still reads them; so every sum here names its factor, and a square is a product.
/// </summary>
internal static class Held
{
    public static readonly Scalar Zero = 0.ToScalar();

    public static readonly Scalar One = 1.ToScalar();

    public static readonly Scalar MinusOne = (-1).ToScalar();

    public static readonly Scalar Half = 0.5.ToScalar();

    public static readonly Scalar MinusHalf = (-0.5).ToScalar();

    /// <summary>1/√2.</summary>
    public static readonly Scalar RootHalf = Math.Sqrt(0.5).ToScalar();

    /// <summary>1/√(2π), the normal density at 0.</summary>
    public static readonly Scalar GaussianPeak = (1 / Math.Sqrt(2 * Math.PI)).ToScalar();
}
