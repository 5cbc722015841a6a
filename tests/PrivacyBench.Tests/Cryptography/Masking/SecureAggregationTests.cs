using System.Numerics;
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
        ulong[][] inputs = AdditiveSharesTests.Ranged(clients, 50, bits, false, 3);

        AggregationOutcome outcome = new SecureAggregation(degree).Sum(new() { Inputs = inputs, ModulusBits = bits });

        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, Enumerable.Range(0, clients), bits)));
    }

    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(2, false)]
    [TestCase(3, true)]
    public void A_dropout_at_any_step_leaves_the_sum_of_those_who_sent(int step, bool included)
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(12, 50, 40, false, 4);
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
                Inputs = AdditiveSharesTests.Ranged(6, 5, 32, false, 4),
                ModulusBits = 32,
                Dropouts = Enumerable.Range(0, 4).ToDictionary(i => i, _ => step),
            }),
            Throws.TypeOf<ProtocolException>());

    [Test]
    public void A_second_release_of_a_round_is_refused()
    {
        var protocol = new SecureAggregation();
        AggregationRequest request = new() { Inputs = AdditiveSharesTests.Ranged(4, 5, 32, false, 4), ModulusBits = 32 };
        protocol.Sum(request);

        Assert.That(
            () => protocol.Sum(request with { Transport = new MemoryTransport(), Dropouts = new Dictionary<int, int> { [1] = 0 } }),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("difference"));
    }

    [Test]
    public void A_client_yields_no_share_of_one_named_living_and_dead_and_answers_once()
    {
        var client = new MaskingClient(0, [1, 2], 1, new SystemKeys(), new RoundPlan(3, 1, 32, 0, new byte[32], 1, 2), new([0], []));

        Assert.That(() => client.Unmask([1, 1, 0, 1]), Throws.TypeOf<ProtocolException>().With.Message.Contains("both living and dead"));
        Assert.That(() => client.Unmask([1, 1, 0, 0]), Throws.TypeOf<ProtocolException>().With.Message.Contains("second"));
    }

    [TestCase(null)]
    [TestCase(4)]
    public void Clients_that_compare_their_models_sum_where_they_were_sent_the_same(int? degree)
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(9, 5, 32, false, 4);

        AggregationOutcome outcome = new SecureAggregation(degree, consistentModel: true).Sum(new()
        {
            Inputs = inputs,
            ModulusBits = 32,
            Models = [.. inputs.Select(_ => new byte[32])],
            Dropouts = new Dictionary<int, int> { [3] = 1 },
        });

        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, outcome.Survivors, 32)));
        Assert.That(outcome.Survivors, Is.EqualTo(new[] { 0, 1, 2, 4, 5, 6, 7, 8 }));
    }

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(8)]
    public void A_server_that_sends_one_client_another_model_gets_no_vector_of_its_neighbours(int singledOut)
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(9, 5, 32, false, 4);
        var shown = new Shown(party => !party.IsClient);

        Assert.That(
            () => new SecureAggregation(consistentModel: true).Sum(new()
            {
                Inputs = inputs,
                ModulusBits = 32,
                Models = [.. inputs.Select((_, i) => new byte[32].Select(_ => (byte)(i == singledOut ? 1 : 0)).ToArray())],
                Shown = shown,
            }),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("step 'mask'").And.Message.Contains("was sent another model")
                .And.Property(nameof(ProtocolException.Reason)).EqualTo(StopReason.DifferentModels));
        Assert.That(shown.Payloads.Where(payload => payload.Step == "mask"), Is.Empty);
    }

    [Test]
    public void Clients_that_compare_their_models_must_be_told_them() =>
        Assert.That(
            () => new SecureAggregation(consistentModel: true).Sum(new() { Inputs = AdditiveSharesTests.Ranged(3, 5, 32, false, 4), ModulusBits = 32 }),
            Throws.ArgumentException.With.Message.Contains("hash"));

    [Test]
    public void One_client_alone_is_not_summed() =>
        Assert.That(
            () => new SecureAggregation().Sum(new() { Inputs = AdditiveSharesTests.Ranged(1, 5, 32, false, 4), ModulusBits = 32 }),
            Throws.TypeOf<ProtocolException>().With.Property(nameof(ProtocolException.Reason)).EqualTo(StopReason.TooFewParties));

    [Test]
    public void Shares_of_a_secret_lie_on_a_line_through_it()
    {
        // t = 2, in each of the three limbs: f(3) = f(0) + 3 (f(1) − f(0)) modulo 2^127 − 1, with whole numbers of any size.
        byte[] secret = [.. Enumerable.Range(0, 32).Select(i => (byte)(7 * i))];
        byte[][] shares = ShamirSecret.Split(secret, [1, 3], 2, new SystemKeys());
        BigInteger prime = BigInteger.Pow(2, 127) - 1;
        for (int limb = 0; limb < 3; limb++)
        {
            var zero = new BigInteger(secret.AsSpan(11 * limb, Math.Min(11, 32 - (11 * limb))), isUnsigned: true);
            BigInteger one = At(shares[0]), three = At(shares[1]);
            Assert.That(three, Is.EqualTo((((zero + (3 * (one - zero))) % prime) + prime) % prime));

            BigInteger At(byte[] share) => new(share.AsSpan(16 * limb, 16), isUnsigned: true);
        }
    }

    [TestCase((byte)0)]
    [TestCase((byte)255)]
    public void Fewer_shares_of_a_secret_than_the_threshold_are_uniform(byte secret)
    {
        const int Trials = 6400;
        using var keys = new ReproducibleKeys(5);
        byte[] whole = [.. Enumerable.Repeat(secret, 32)];
        var cells = new int[2, 64];
        for (int i = 0; i < Trials; i++)
        {
            byte[][] shares = ShamirSecret.Split(whole, [1, 2], 3, keys);
            // The top bits of one share, and of two shares together: both are below the threshold.
            cells[0, shares[0][15] >> 1]++;
            cells[1, (shares[0][15] >> 4 << 3) | (shares[1][15] >> 4)]++;
        }

        // 63 degrees of freedom: 25 to 125 but for one in 10^5; the seed is fixed.
        for (int kind = 0; kind < 2; kind++)
            Assert.That(Enumerable.Range(0, 64).Sum(cell => Math.Pow(cells[kind, cell] - 100, 2) / 100), Is.InRange(25, 125));
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
