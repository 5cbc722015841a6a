using PrivacyBench.Accounting.Noise;

namespace PrivacyBench.Tests.Accounting.Noise;

internal sealed class CoinTests
{
    // One third in binary is 0.0101…: in words, this one for ever.
    private const ulong Third = 0x5555_5555_5555_5555;

    [Test]
    public void A_toss_that_one_word_cannot_decide_goes_on_to_the_next() => Assert.Multiple(() =>
    {
        Assert.That(Coin.Toss(1, 3, Words(Third, Third, 0)), Is.True);
        Assert.That(Coin.Toss(1, 3, Words(Third, Third, ulong.MaxValue)), Is.False);
        Assert.That(Coin.Toss(1, 3, Words(Third + 1)), Is.False);
        Assert.That(Coin.Toss(1, 3, Words(Third - 1)), Is.True);
    });

    [Test]
    public void Chances_of_zero_and_one_are_certain() => Assert.Multiple(() =>
    {
        Assert.That(Coin.Toss(0, 5, Words(0)), Is.False);
        Assert.That(Coin.Toss(5, 5, Words(ulong.MaxValue)), Is.True);
        Assert.That(Coin.TossExponential(0, 7, Words(0)), Is.True);
    });

    [TestCase(1u, 4u)]
    [TestCase(1u, 1u)]
    [TestCase(7u, 2u)]
    public void Exponential_tosses_have_their_chance(uint n, uint d)
    {
        RandomBits bits = new RandomStream(2).NextUInt64;
        var heads = Enumerable.Range(0, 400_000).Count(_ => Coin.TossExponential(n, d, bits));
        var chance = Math.Exp(-n / (double)d);
        Assert.That(heads / 400_000.0, Is.EqualTo(chance).Within(4 * Math.Sqrt(chance * (1 - chance) / 400_000)));
    }

    private static RandomBits Words(params ulong[] words)
    {
        var next = 0;
        return () => words[next++];
    }
}
