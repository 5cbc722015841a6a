using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PrivacyBench.Federation;

/// <summary>
/// Independent draws from N(0, 1), sixteen at a time: eight generators xoshiro256** side by side, whose bits go through the inverse of the
/// normal distribution function (Giles 2012, "Approximating the erfinv function", single precision).
/// </summary>
/// <remarks>
/// The error is below 2·10⁻⁷ of the value up to 5.3 deviations and below 4·10⁻⁴ to the farthest draw, 6.33. The noise of private steps would
/// otherwise cost more than the steps. It is not for keys.
/// </remarks>
internal sealed class NormalLanes
{
    private const float Unit = 1f / (1L << 32);
    private const float TailFrom = 5;
    private const float RootTwo = 1.41421356f;
    private const int RootHalfBits = 0x3f3504f3;

    private Vector512<ulong> a;
    private Vector512<ulong> b;
    private Vector512<ulong> c;
    private Vector512<ulong> d;

    /// <summary>Generators whose states are the next draws of a stream.</summary>
    public NormalLanes(RandomStream random)
    {
        Vector512<ulong> State() => Vector512.Create(
            random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64(),
            random.NextUInt64(), random.NextUInt64(), random.NextUInt64(), random.NextUInt64());
        (a, b, c, d) = (State(), State(), State(), State());
    }

    /// <summary>Adds a draw from N(0, <paramref name="deviation"/>²) to each value.</summary>
    public void AddTo(Span<float> values, float deviation)
    {
        var width = Vector512<float>.Count;
        // The state stays in registers.
        var (p, q, r, s) = (a, b, c, d);
        Span<float> last = stackalloc float[width];
        while (values.Length > 0)
        {
            var drawn = Normals(Next(ref p, ref q, ref r, ref s).AsUInt32()) * deviation;
            if (values.Length >= width)
            {
                (Vector512.Create<float>(values) + drawn).CopyTo(values);
                values = values[width..];
                continue;
            }

            drawn.CopyTo(last);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] += last[i];
            }

            break;
        }

        (a, b, c, d) = (p, q, r, s);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Next(ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d)
    {
        var five = (b << 2) + b;
        var turned = (five << 7) | (five >>> 57);
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 45) | (d >>> 19);
        return (turned << 3) + turned;
    }

    /// <summary>31 bits are a probability up to ½ and one the sign: |x| = √2·erfinv(1 − 2u), with w = −ln(4u(1 − u)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Normals(Vector512<uint> bits)
    {
        var u = (Vector512.ConvertToSingle((bits >>> 1).AsInt32()) + Vector512.Create(0.5f)) * Unit;
        var w = -Log(u * 4 * (Vector512<float>.One - u));
        var size = Vector512.ConditionalSelect(
            Vector512.LessThan(w, Vector512.Create(TailFrom)),
            Middle(w - Vector512.Create(2.5f)),
            Tail(Vector512.Sqrt(w) - Vector512.Create(3f)));
        return ((size * RootTwo * (Vector512<float>.One - (u * 2))).AsUInt32() | (bits << 31)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Middle(Vector512<float> x)
    {
        var sum = Then(Vector512.Create(2.81022636e-08f), x, 3.43273939e-07f);
        sum = Then(Then(sum, x, -3.5233877e-06f), x, -4.39150654e-06f);
        sum = Then(Then(sum, x, 0.00021858087f), x, -0.00125372503f);
        sum = Then(Then(sum, x, -0.00417768164f), x, 0.246640727f);
        return Then(sum, x, 1.50140941f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Tail(Vector512<float> x)
    {
        var sum = Then(Vector512.Create(-0.000200214257f), x, 0.000100950558f);
        sum = Then(Then(sum, x, 0.00134934322f), x, -0.00367342844f);
        sum = Then(Then(sum, x, 0.00573950773f), x, -0.0076224613f);
        sum = Then(Then(sum, x, 0.00943887047f), x, 1.00167406f);
        return Then(sum, x, 2.83297682f);
    }

    /// <summary>ln of normal numbers (Moshier's Cephes, logf): that of the library is not inlined, and took most of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log(Vector512<float> x)
    {
        // x = 2^e·(1 + f), with 1 + f from √½ to √2.
        var exponent = (x.AsInt32() - Vector512.Create(RootHalfBits)) >> 23;
        var f = (x.AsInt32() - (exponent << 23)).AsSingle() - Vector512<float>.One;
        var sum = Then(Vector512.Create(7.0376836292e-2f), f, -1.1514610310e-1f);
        sum = Then(Then(sum, f, 1.1676998740e-1f), f, -1.2420140846e-1f);
        sum = Then(Then(sum, f, 1.4249322787e-1f), f, -1.6668057665e-1f);
        sum = Then(Then(sum, f, 2.0000714765e-1f), f, -2.4999993993e-1f);
        sum = Then(Then(sum, f, 3.3333331174e-1f), f, -0.5f);
        return Vector512.FusedMultiplyAdd(sum, f * f, Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(exponent), Vector512.Create(0.69314718f), f));
    }

    /// <summary>One step of Horner's rule.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Then(Vector512<float> sum, Vector512<float> x, float coefficient) =>
        Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(coefficient));
}
