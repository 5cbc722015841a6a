using CsCheck;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Sharing;

internal sealed class AdditiveSharesTests
{
    [Test]
    public void The_sum_is_the_ideal_one_for_any_size_and_modulus() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 40], Gen.Int[1, 64], Gen.Int[2, 4], Gen.Bool, Gen.ULong).Sample((clients, length, bits, aggregators, extreme, salt) =>
        {
            ulong[][] inputs = Vectors(clients, length, bits, extreme, salt);

            AggregationOutcome outcome = new AdditiveShares(aggregators).Sum(new() { Inputs = inputs, ModulusBits = bits, LeastSurvivors = 1 });

            Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, Enumerable.Range(0, clients), bits)));
        });

    [Test]
    public void A_client_that_drops_out_before_its_upload_is_not_in_the_sum()
    {
        ulong[][] inputs = Vectors(4, 9, 20, false, 1);

        AggregationOutcome outcome = new AdditiveShares().Sum(new() { Inputs = inputs, ModulusBits = 20, Dropouts = new Dictionary<int, int> { [2] = 0 } });

        Assert.That(outcome.Survivors, Is.EqualTo(new[] { 0, 1, 3 }));
        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, [0, 1, 3], 20)));
    }

    [Test]
    public void A_client_uploads_one_vector_and_a_seed_for_each_other_aggregator()
    {
        AggregationOutcome outcome = new AdditiveShares(3).Sum(new() { Inputs = Vectors(2, 100, 32, false, 1), ModulusBits = 32 });

        Assert.That(outcome.Cost.UploadBytes, Is.EqualTo(400 + (2 * 32) + (3 * Endpoint.Overhead)));
    }

    [TestCase(0UL)]
    [TestCase(255UL)]
    public void The_share_of_the_first_aggregator_is_uniform(ulong value)
    {
        ulong[] input = [.. Enumerable.Repeat(value, 64_000)];

        var lanes = new byte[4 * input.Length];
        AdditiveShares.WriteShare(input, lanes, [[.. Enumerable.Range(0, 32).Select(i => (byte)i)], new byte[32]], 8);
        ulong[] share = VectorBytes.Read(lanes, 8);

        double chi = share.CountBy(word => word).Sum(cell => Math.Pow(cell.Value - 250, 2) / 250);
        // 255 degrees of freedom: below 348 with probability 0.9999; the seeds are fixed.
        Assert.That(chi, Is.InRange(150, 348));
    }

    /// <summary>Vectors of signed numbers modulo 2^m whose sum does not wrap.</summary>
    internal static ulong[][] Ranged(int clients, int length, int bits, bool extreme, ulong salt)
    {
        long largest = AggregationRequest.LargestOf(clients, bits);
        var stream = new RandomStream((long)(salt >> 1));
        long Draw() => extreme ? -largest : (long)(stream.NextUInt64() % ((2 * (ulong)largest) + 1)) - largest;
        return [.. Enumerable.Range(0, clients).Select(_ => Enumerable.Range(0, length).Select(_ => (ulong)Draw() & VectorBytes.Mask(bits)).ToArray())];
    }

    internal static ulong[][] Vectors(int clients, int length, int bits, bool extreme, ulong salt)
    {
        ulong mask = ulong.MaxValue >> (64 - bits);
        var stream = new RandomStream((long)(salt >> 1));
        return [.. Enumerable.Range(0, clients).Select(_ => Enumerable.Range(0, length).Select(_ => extreme ? mask : stream.NextUInt64() & mask).ToArray())];
    }
}
