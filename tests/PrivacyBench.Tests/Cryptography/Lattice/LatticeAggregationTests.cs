using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class LatticeAggregationTests
{
    [TestCase(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0)]
    [TestCase(LatticeScheme.Bfv, KeyForm.PublicKey, 0)]
    [TestCase(LatticeScheme.Bfv, KeyForm.PublicKey, 4)]
    [TestCase(LatticeScheme.Bfv, KeyForm.PublicKey, 3)]
    [TestCase(LatticeScheme.Ckks, KeyForm.SeededSymmetric, 0)]
    [TestCase(LatticeScheme.Ckks, KeyForm.PublicKey, 4)]
    [TestCase(LatticeScheme.Ckks, KeyForm.PublicKey, 2)]
    public void The_parties_arrive_at_the_sum(LatticeScheme scheme, KeyForm form, int threshold)
    {
        LatticePlan plan = Plan(scheme, form, threshold);
        long[][] vectors = Vectors();

        LatticeOutcome outcome = LatticeAggregation.Run(plan, vectors);

        long[] expected = [.. Enumerable.Range(0, 100).Select(i => vectors.Sum(vector => vector[i]))];
        if (scheme == LatticeScheme.Bfv)
            Assert.That(outcome.Sums, Is.EqualTo(expected));
        else
            Assert.That(outcome.RealSums.Zip(expected, (real, exact) => Math.Abs(real - exact)).Max(), Is.LessThanOrEqualTo(plan.ErrorBound));
        Assert.That(outcome.LargestNoise, Is.LessThanOrEqualTo(plan.Noise));
    }

    [TestCase(0)]
    [TestCase(3)]
    public void The_survivors_of_a_dropout_arrive_at_their_sum(int threshold)
    {
        long[][] vectors = Vectors();

        LatticeOutcome outcome = LatticeAggregation.Run(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, threshold), vectors, [1]);

        Assert.That(outcome.Sums, Is.EqualTo(Enumerable.Range(0, 100).Select(i => vectors[0][i] + vectors[2][i] + vectors[3][i])));
    }

    [Test]
    public void When_all_must_decrypt_a_dropout_is_named() =>
        Assert.That(
            () => LatticeAggregation.Run(Plan(LatticeScheme.Bfv, KeyForm.PublicKey, 4), Vectors(), [2]),
            Throws.InvalidOperationException.With.Message.Contains("missing are [2]"));

    [Test]
    public void The_bytes_are_those_of_the_plan_and_headers()
    {
        LatticePlan plan = Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0);

        LatticeOutcome outcome = LatticeAggregation.Run(plan, Vectors());

        Assert.That(outcome.ClientBytes, Is.All.EqualTo(plan.UploadBytes + LatticeMessage.Overhead(plan)));
    }

    [Test]
    public void No_changed_byte_of_a_message_gives_a_sum()
    {
        var codec = new LatticeCodec(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0));
        using var channels = new ChannelKeys();
        using var client = new LatticeClient(codec, 0, channels, new byte[32]);
        using var server = new LatticeServer(codec, channels);
        byte[] message = client.Send(Vectors()[0]);
        for (int at = 0; at < message.Length; at += at < 400 ? 1 : 37)
        {
            byte[] changed = [.. message];
            changed[at] ^= 0x10;
            Assert.That(() => server.Add(0, changed), Throws.TypeOf<InvalidDataException>().Or.InstanceOf<CryptographicException>(), $"byte {at}");
        }
        for (int length = 0; length < message.Length; length += 41)
            Assert.That(() => server.Add(0, message[..length]), Throws.TypeOf<InvalidDataException>(), $"length {length}");
    }

    [Test]
    public void A_residue_that_is_not_below_its_prime_is_refused()
    {
        var codec = new LatticeCodec(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0));
        var payload = new byte[codec.Plan.UploadBytes];
        Array.Fill(payload, (byte)0xFF);

        Assert.That(
            () => LatticeSerializer.ReadVector(codec, payload, 1, seeded: true),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("residue"));
    }

    [Test]
    public void A_message_under_other_parameters_is_refused()
    {
        var codec = new LatticeCodec(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0));
        var other = new LatticeCodec(LatticePlanner.Plan(codec.Plan.Request with { Maximum = 200 }));
        using var channels = new ChannelKeys();
        using var client = new LatticeClient(codec, 0, channels, new byte[32]);
        using var server = new LatticeServer(other, channels);

        Assert.That(() => server.Add(0, client.Send(Vectors()[0])), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void A_client_cannot_speak_twice_or_for_another()
    {
        var codec = new LatticeCodec(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0));
        using var channels = new ChannelKeys();
        using var client = new LatticeClient(codec, 0, channels, new byte[32]);
        using var server = new LatticeServer(codec, channels);
        byte[] message = client.Send(Vectors()[0]);
        server.Add(0, message);

        Assert.That(() => server.Add(0, message), Throws.TypeOf<InvalidDataException>().With.Message.Contains("second"));
        Assert.That(() => server.Add(1, message), Throws.TypeOf<InvalidDataException>().With.Message.Contains("sender"));
    }

    [TestCase("bfv")]
    [TestCase("ckks")]
    [TestCase("threshold-bfv")]
    [TestCase("threshold-ckks")]
    public void Every_listed_protocol_survives_the_dropouts_it_was_asked_for(string name)
    {
        long[][] vectors = Vectors();
        LatticePlan plan = LatticePlanner.Plan(LatticeProtocols.All[name].Request(4, 100, -300, 300, dropouts: 1) with { Precision = 0.25 });

        LatticeOutcome outcome = LatticeAggregation.Run(plan, vectors, [3]);

        Assert.That(outcome.Sums, Is.EqualTo(Enumerable.Range(0, 100).Select(i => vectors[0][i] + vectors[1][i] + vectors[2][i])));
    }

    private static LatticePlan Plan(LatticeScheme scheme, KeyForm form, int threshold) => LatticePlanner.Plan(new LatticeRequest
    {
        Scheme = scheme,
        Clients = 4,
        Parameters = 100,
        Minimum = -300,
        Maximum = 300,
        Form = form,
        Threshold = threshold,
    });

    private static long[][] Vectors() =>
        [.. Enumerable.Range(0, 4).Select(k => Enumerable.Range(0, 100).Select(i => (long)(((i * 71) + (k * 13)) % 601) - 300).ToArray())];
}
