using CsCheck;
using PrivacyBench.Cryptography;

namespace PrivacyBench.Tests.Cryptography;

internal sealed class FixedPointTests
{
    [Test]
    public void Values_that_are_cut_off_are_counted()
    {
        // Multiples of 1/4 up to 1: what rounds to 1 is not cut off.
        var code = new FixedPoint(1, 2, 3);

        Assert.That(code.Beyond([1, -1, 1.1f, -1.12f]), Is.Zero);
        Assert.That(code.Beyond([1.2f, -3, 0.5f, float.PositiveInfinity]), Is.EqualTo(3));
    }

    [Test]
    public void The_sum_of_extreme_values_never_wraps() =>
        Gen.Select(Gen.Double[0.01, 1000], Gen.Int[0, 20], Gen.Int[1, 5000], Gen.Bool).Sample((clip, fraction, clients, negative) =>
        {
            var code = new FixedPoint(clip, fraction, clients);
            var encoded = new ulong[1];
            code.Encode([negative ? float.MinValue : float.MaxValue], encoded);

            double sum = code.Decode((encoded[0] * (ulong)clients) & (ulong.MaxValue >> (64 - code.ModulusBits)));

            Assert.That(sum, Is.EqualTo((negative ? -1.0 : 1.0) * code.Largest * clients * Math.ScaleB(1, -fraction)));
        });

    [Test]
    public void One_bit_less_would_wrap()
    {
        var code = new FixedPoint(1, 8, 8);

        Assert.That(code.ModulusBits, Is.EqualTo(13), "8 clients of at most 256 give 2048 = 2^11 with either sign, which 12 bits do not hold");
    }

    [Test]
    public void A_sum_above_64_bits_is_refused_with_its_numbers() =>
        Assert.That(() => new FixedPoint(1, 50, 1 << 20), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("1048576 clients"));

    [Test]
    public void Stochastic_rounding_is_unbiased()
    {
        var code = new FixedPoint(4, 2, 1);
        var stream = new RandomStream(5);
        var encoded = new ulong[40_000];
        float[] values = [.. Enumerable.Repeat(-0.30f, encoded.Length)];

        code.Encode(values, encoded, stream.Uniform);

        // Steps of 0.25: the deviation of a draw is at most 0.125, that of the mean 0.000625; five of them.
        Assert.That(code.Decode(encoded).Average(), Is.EqualTo(-0.30).Within(0.0032));
    }

    [Test]
    public void A_value_that_is_no_number_is_named() =>
        Assert.That(() => new FixedPoint(1, 8, 1).Encode([0, float.NaN], new ulong[2]), Throws.ArgumentException.With.Message.Contains("Value 1"));
}
