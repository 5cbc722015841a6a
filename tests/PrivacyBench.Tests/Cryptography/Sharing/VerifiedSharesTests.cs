using CsCheck;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Sharing;

internal sealed class VerifiedSharesTests
{
    [Test]
    public void The_sum_is_the_ideal_one_for_any_size_and_modulus() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 40], Gen.Int[1, 60], Gen.Int[2, 4], Gen.Bool, Gen.ULong).Sample((clients, length, bits, aggregators, extreme, salt) =>
        {
            ulong[][] inputs = AdditiveSharesTests.Ranged(clients, length, bits, extreme, salt);
            int[] gone = clients > 1 ? [(int)(salt % (ulong)clients)] : [];

            AggregationOutcome outcome = new VerifiedShares(aggregators).Sum(
                new() { Inputs = inputs, ModulusBits = bits, LeastSurvivors = 1, Dropouts = gone.ToDictionary(i => i, _ => 0) });

            Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, Enumerable.Range(0, clients).Except(gone), bits)));
        }, iter: 60);

    [Test]
    public void An_aggregator_that_changes_its_sum_is_caught_whatever_it_adds() =>
        Gen.Select(Gen.Int[0, 2], Gen.ULong[1, Field.Prime - 1], Gen.Int[0, 4]).Sample((aggregator, error, at) =>
        {
            var errors = new ulong[5];
            errors[at] = error;
            Assert.That(
                () => Run(new(aggregator, errors, Consistent: false)),
                Throws.TypeOf<ProtocolException>().With.Message.StartsWith("server 3, step 'open'").And.Message.Contains("cheats"));
        }, iter: 60);

    [Test]
    public void An_aggregator_that_shifts_its_answers_to_fit_is_caught_before_anything_is_opened() =>
        Gen.Select(Gen.Int[0, 2], Gen.ULong[1, Field.Prime - 1]).Sample((aggregator, error) =>
            Assert.That(
                () => Run(new(aggregator, [error], Consistent: true)),
                Throws.TypeOf<ProtocolException>().With.Message.StartsWith("server 3, step 'accept'").And.Message.Contains("cheats")), iter: 60);

    [Test]
    public void An_aggregator_that_waits_for_the_challenge_before_it_chooses_its_error_breaks_its_commitment() =>
        Assert.That(
            () => Run(new(1, [], Consistent: false) { AfterChallenge = true }),
            Throws.TypeOf<ProtocolException>().With.Message.EqualTo("server 3, step 'open': the sum of server 1 is not the one that it committed to"));

    [Test]
    public void A_client_uploads_twice_the_vector_and_little_more()
    {
        AggregationOutcome outcome = new VerifiedShares(3).Sum(new() { Inputs = AdditiveSharesTests.Ranged(3, 300, 18, false, 1), ModulusBits = 18 });

        // 100 elements and a random one, twice, and the key, of 61 bits each; two seeds.
        Assert.That(outcome.Cost.UploadBytes, Is.EqualTo(1548 + (2 * 32) + (3 * Endpoint.Overhead)));
    }

    [Test]
    public void The_check_takes_as_many_bytes_for_long_vectors_as_for_short_ones()
    {
        Assert.That(Checked(10), Is.EqualTo(Checked(10_000)));

        static long Checked(int length) => new VerifiedShares(3)
            .Sum(new() { Inputs = AdditiveSharesTests.Ranged(3, length, 18, false, 1), ModulusBits = 18 })
            .Phases.Where(phase => phase.Name is "challenge" or "respond" or "combine" or "check" or "accept").Sum(phase => phase.Bytes);
    }

    private static AggregationOutcome Run(Misconduct misconduct) =>
        new VerifiedShares(3) { Misconduct = misconduct }.Sum(new() { Inputs = AdditiveSharesTests.Ranged(4, 20, 18, false, 5), ModulusBits = 18 });
}
