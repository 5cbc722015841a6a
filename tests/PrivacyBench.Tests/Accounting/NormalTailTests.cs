using PrivacyBench.Accounting;

namespace PrivacyBench.Tests.Accounting;

internal sealed class NormalTailTests
{
    // Tails by 40-digit arithmetic.
    [TestCase(-1, 0.158655253931457051415)]
    [TestCase(-6, 9.86587645037698140700e-10)]
    [TestCase(-20, 2.75362411860623301695e-89)]
    [TestCase(2, 0.977249868051820792800)]
    public void Tails_keep_their_digits(double x, double expected)
    {
        Assert.That(NormalTail.Below(x), Is.EqualTo(expected).Within(1e-11).Percent);
        Assert.That(Math.Exp(NormalTail.LogBelow(x)), Is.EqualTo(expected).Within(1e-11).Percent);
        Assert.That(NormalTail.Both(x), Is.EqualTo((NormalTail.Below(x), NormalTail.Below(-x))));
    }

    [TestCase(-0.1)]
    [TestCase(-0.05)]
    [TestCase(1e-9)]
    [TestCase(0.1)]
    [TestCase(0.99)]
    public void Exponentials_less_one_keep_their_digits_near_zero(double x)
    {
        var (sum, term) = (0.0, 1.0);
        for (var i = 1; i < 30; i++)
        {
            term *= x / i;
            sum += term;
        }

        Assert.That(NormalTail.ExpMinusOne(x), Is.EqualTo(sum).Within(1e-13).Percent);
        Assert.That(NormalTail.LogOnePlus(sum), Is.EqualTo(x).Within(1e-13).Percent);
    }
}
