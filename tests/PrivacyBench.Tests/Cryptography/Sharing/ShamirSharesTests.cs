using CsCheck;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Sharing;

internal sealed class ShamirSharesTests
{
    private static readonly Gen<(int K, int T, int L)> Sizes =
        from k in Gen.Int[2, 6]
        from t in Gen.Int[2, k]
        from l in Gen.Int[1, k - t + 1]
        select (k, t, l);

    [Test]
    public void The_sum_is_the_ideal_one_for_any_size_packing_and_modulus_with_lost_aggregators_and_clients() =>
        Gen.Select(Sizes, Gen.Int[1, 6], Gen.Int[0, 40], Gen.Int[1, 60], Gen.Bool, Gen.ULong).Sample((size, clients, length, bits, extreme, salt) =>
        {
            ulong[][] inputs = AdditiveSharesTests.Ranged(clients, length, bits, extreme, salt);
            var protocol = new ShamirShares(size.K, size.T, size.L);
            var random = new RandomStream((long)(salt >> 1)).Named("lost");
            int[] gone = clients > 1 ? [(int)(salt % (ulong)clients)] : [];
            int[] lost = random.Permutation(size.K)[..random.Below(size.K - protocol.Needed + 1)];

            AggregationOutcome outcome = protocol.Sum(new()
            {
                Inputs = inputs,
                ModulusBits = bits,
                LeastSurvivors = 1,
                Dropouts = gone.ToDictionary(i => i, _ => 0),
                LostServers = lost.ToDictionary(i => i, i => i % 2),
            });

            Assert.That(outcome.Survivors, Is.EqualTo(Enumerable.Range(0, clients).Except(gone)));
            Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, outcome.Survivors, bits)));
        }, iter: 60);

    [TestCase(0)]
    [TestCase(1)]
    public void With_fewer_aggregators_than_needed_nothing_is_released(int step) =>
        Assert.That(
            () => new ShamirShares(5, 3).Sum(new()
            {
                Inputs = AdditiveSharesTests.Ranged(3, 5, 20, false, 1),
                ModulusBits = 20,
                LostServers = new Dictionary<int, int> { [0] = step, [2] = step, [4] = step },
            }),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("at least 3 are needed"));

    [Test]
    public void Shares_are_those_of_the_polynomial_on_paper()
    {
        // t = 2, one secret 5 at −1 and the share 11 at 1: the line 8 + 3x, which is 14 at 2 and 17 at 3.
        ulong[][] shares = Completed(new ShamirShares(3, 2), [5], [[11]], 2);

        Assert.That((shares[0][0], shares[1][0]), Is.EqualTo((14UL, 17UL)));
    }

    [TestCase(2, 1)]
    [TestCase(3, 1)]
    [TestCase(2, 2)]
    public void Fewer_shares_than_the_threshold_are_uniform_whatever_the_secret(int threshold, int packing)
    {
        const int Trials = 32_000;
        var protocol = new ShamirShares(4, threshold, packing);
        var random = new RandomStream(3);
        foreach (ulong secret in new[] { 0UL, 1UL, Field.Prime - 1 })
        {
            var drawn = new ulong[threshold - 1][];
            for (int i = 0; i < drawn.Length; i++)
            {
                var seed = new byte[32];
                BitConverter.TryWriteBytes(seed, random.NextUInt64());
                Field.Expand(seed, drawn[i] = new ulong[Trials]);
            }

            ulong[][] computed = Completed(protocol, [.. Enumerable.Repeat(secret, packing * Trials)], drawn, 4 - drawn.Length);

            // One share, and two shares together where that is still below the threshold: 64 cells over the field.
            foreach (ulong[] share in computed)
                Assert.That(ChiSquare(share.Select(s => (int)(s >> 55))), Is.InRange(25, 125), $"one share of {secret}");
            if (threshold == 3)
                Assert.That(ChiSquare(computed[0].Zip(computed[1], (a, b) => (int)(a >> 58 << 3 | b >> 58))), Is.InRange(25, 125), $"two shares of {secret}");
        }

        // 63 degrees of freedom: 25 to 125 but for one in 10^5; the seeds are fixed.
        static double ChiSquare(IEnumerable<int> cells) => cells.CountBy(cell => cell).Sum(cell => Math.Pow(cell.Value - (Trials / 64.0), 2) / (Trials / 64.0));
    }

    [Test]
    public void As_many_shares_as_the_threshold_give_the_secret_away()
    {
        var protocol = new ShamirShares(3, 2);
        ulong[][] shares = Completed(protocol, [1234], [[99]], 2);

        Assert.That(protocol.Reconstruct([(2, shares[1]), (0, [99])], out int? odd), Is.EqualTo(new[] { 1234UL }));
        Assert.That(odd, Is.Null);
    }

    [Test]
    public void A_share_off_the_polynomial_is_noticed_when_more_came_than_are_needed()
    {
        var protocol = new ShamirShares(3, 2);
        ulong[][] shares = Completed(protocol, [1234], [[99]], 2);

        protocol.Reconstruct([(0, [99]), (1, shares[0]), (2, [shares[1][0] ^ 1])], out int? odd);

        Assert.That(odd, Is.EqualTo(2));
    }

    [Test]
    public void A_client_uploads_a_seed_to_each_aggregator_below_the_threshold_and_packed_vectors_to_the_others()
    {
        // m = 18: 3 values an element; 300 values are 100 elements of 61 bits.
        AggregationOutcome outcome = new ShamirShares(5, 3).Sum(new() { Inputs = AdditiveSharesTests.Ranged(3, 300, 18, false, 1), ModulusBits = 18 });

        Assert.That(outcome.Cost.UploadBytes, Is.EqualTo((3 * 763) + (2 * 32) + (5 * Endpoint.Overhead)));
    }

    /// <summary>The shares of the aggregators that draw none.</summary>
    private static ulong[][] Completed(ShamirShares protocol, ulong[] secrets, ulong[][] drawn, int count) =>
    [
        .. Enumerable.Range(drawn.Length, count).Select(aggregator =>
        {
            var share = new ulong[drawn[0].Length];
            protocol.Complete(aggregator, secrets, drawn, share);
            return share;
        }),
    ];

    [TestCase(1, 1, 1)]
    [TestCase(3, 1, 1)]
    [TestCase(3, 4, 1)]
    [TestCase(3, 2, 3)]
    public void Numbers_out_of_range_are_refused(int aggregators, int threshold, int packing) =>
        Assert.That(() => new ShamirShares(aggregators, threshold, packing), Throws.TypeOf<ArgumentOutOfRangeException>());
}
