using TorchSharp;

namespace PrivacyBench.Federation;

/// <summary>
/// Numbers for calls into the library that live as long as the program. Its sums and differences of tensors (<c>+</c>, <c>-</c>,
/// <c>add_</c>, <c>sub_</c>) make a scalar 1 on the way, which may be collected while the native side still reads it; so every
/// sum here names its factor.
/// </summary>
internal static class Held
{
    public static readonly Scalar One = 1.ToScalar();

    public static readonly Scalar MinusOne = (-1).ToScalar();
}
