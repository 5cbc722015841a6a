using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography.Masking;

internal sealed class SecureAggregationTests
{
    [TestCase(2, 32, null)]
    [TestCase(5, 64, null)]
    [TestCase(20, 17, 6)]
    public void The_sum_is_the_ideal_one(int clients, int bits, int? degree)
    {
        ulong[][] inputs = AdditiveSharesTests.Vectors(clients, 50, bits, false, 3);

        AggregationOutcome outcome = new SecureAggregation(degree).Sum(new() { Inputs = inputs, ModulusBits = bits });

        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, Enumerable.Range(0, clients), bits)));
    }

    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(3, true)]
    public void A_dropout_at_any_step_leaves_the_sum_of_those_who_sent(int step, bool included)
    {
        ulong[][] inputs = AdditiveSharesTests.Vectors(12, 50, 40, false, 4);
        int[] expected = [.. Enumerable.Range(0, 12).Where(i => included || i != 5)];

        AggregationOutcome outcome = new SecureAggregation(6).Sum(
            new() { Inputs = inputs, ModulusBits = 40, Dropouts = new Dictionary<int, int> { [5] = step } });

        Assert.That(outcome.Survivors, Is.EqualTo(expected));
        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, expected, 40)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Below_the_threshold_nothing_is_released(int step) =>
        Assert.That(
            () => new SecureAggregation().Sum(new()
            {
                Inputs = AdditiveSharesTests.Vectors(6, 5, 32, false, 4),
                ModulusBits = 32,
                Dropouts = Enumerable.Range(0, 4).ToDictionary(i => i, _ => step),
            }),
            Throws.TypeOf<ProtocolException>());

    [Test]
    public void A_second_release_of_a_round_is_refused()
    {
        var protocol = new SecureAggregation();
        AggregationRequest request = new() { Inputs = AdditiveSharesTests.Vectors(4, 5, 32, false, 4), ModulusBits = 32 };
        protocol.Sum(request);

        Assert.That(
            () => protocol.Sum(request with { Transport = new MemoryTransport(), Dropouts = new Dictionary<int, int> { [1] = 0 } }),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("difference"));
    }

    [Test]
    public void A_client_yields_no_share_of_one_named_living_and_dead_and_answers_once()
    {
        var client = new MaskingClient(0, [1, 2], 1, new SystemKeys(), new RoundPlan(3, 1, 32, 0, new byte[32], 1), [0]);

        Assert.That(() => client.Unmask([1, 1, 0, 1]), Throws.TypeOf<ProtocolException>().With.Message.Contains("both living and dead"));
        Assert.That(() => client.Unmask([1, 1, 0, 0]), Throws.TypeOf<ProtocolException>().With.Message.Contains("second"));
    }

    [Test]
    public void A_secret_comes_back_from_any_threshold_of_shares_and_not_from_fewer()
    {
        byte[] secret = [.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i))];
        byte[][] shares = ShamirSecret.Split(secret, [1, 2, 3, 4, 9], 3, new SystemKeys());

        Assert.That(ShamirSecret.Join([(9, shares[4]), (2, shares[1]), (3, shares[2])]), Is.EqualTo(secret));
        Assert.That(ShamirSecret.Join([(9, shares[4]), (2, shares[1])]), Is.Not.EqualTo(secret));
    }
}
