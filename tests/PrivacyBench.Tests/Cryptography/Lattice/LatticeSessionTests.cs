using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class LatticeSessionTests
{
    private const int Length = 100;

    [TestCase(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0)]
    [TestCase(LatticeScheme.Bfv, KeyForm.PublicKey, 0)]
    [TestCase(LatticeScheme.Bfv, KeyForm.PublicKey, 4)]
    [TestCase(LatticeScheme.Bfv, KeyForm.PublicKey, 3)]
    [TestCase(LatticeScheme.Ckks, KeyForm.SeededSymmetric, 0)]
    [TestCase(LatticeScheme.Ckks, KeyForm.PublicKey, 0)]
    [TestCase(LatticeScheme.Ckks, KeyForm.PublicKey, 4)]
    [TestCase(LatticeScheme.Ckks, KeyForm.PublicKey, 2)]
    public void The_parties_arrive_at_the_sum_in_every_round(LatticeScheme scheme, KeyForm form, int threshold)
    {
        using var session = new LatticeSession(Plan(scheme, form, threshold));
        foreach (int round in (int[])[0, 1])
        {
            LatticeOutcome outcome = session.Sum(Request(Vectors(round), round));

            long[] expected = Expected(Vectors(round), 0, 1, 2, 3);
            Assert.That(outcome.Sums, Is.EqualTo(expected));
            Assert.That(outcome.RealSums.Zip(expected, (real, exact) => Math.Abs(real - exact)), Is.All.LessThanOrEqualTo(session.Plan.ErrorBound));
            Assert.That(outcome.LargestNoise, Is.LessThanOrEqualTo(session.Plan.Noise));
            Assert.That(outcome.Aggregation.Survivors, Is.EqualTo([0, 1, 2, 3]));
        }
    }

    [Test]
    public void Keys_are_made_in_the_first_round_alone()
    {
        using var session = new LatticeSession(Plan(LatticeScheme.Bfv, KeyForm.PublicKey, 3));
        AggregationOutcome first = session.Sum(Request(Vectors(), 0)).Aggregation, second = session.Sum(Request(Vectors(), 1)).Aggregation;

        Assert.That(first.Phases.Select(phase => phase.Name), Is.EqualTo(["make keys", "connect", "encode", "encrypt", "add", "decrypt shares", "combine"]));
        Assert.That(second.Phases.Select(phase => phase.Name), Is.EqualTo(["connect", "encode", "encrypt", "add", "decrypt shares", "combine"]));
        Assert.That(first.SetUp!.UploadBytes, Is.GreaterThan(first.Cost.UploadBytes / 2));
        Assert.That(second.Cost.UploadBytes, Is.EqualTo(first.Cost.UploadBytes), "keys are no part of a round");
        Assert.That(second.SetUp, Is.Null);
    }

    [Test]
    public void Another_cohort_makes_its_own_keys()
    {
        using var protocol = new LatticeSum("threshold-bfv");
        string First(int[] cohort, int round) =>
            protocol.Sum(Request(Vectors(), round) with { Cohort = cohort, ModulusBits = 62, Inputs = [.. Enumerable.Repeat(new ulong[Length], 4)] }).Phases[0].Name;

        Assert.That(First([0, 1, 2, 3], 0), Is.EqualTo("make keys"));
        Assert.That(First([0, 1, 2, 3], 1), Is.EqualTo("connect"));
        Assert.That(First([0, 1, 2, 5], 2), Is.EqualTo("make keys"));
    }

    [TestCase(0)]
    [TestCase(3)]
    public void The_survivors_of_a_dropout_arrive_at_their_sum(int threshold)
    {
        using var session = new LatticeSession(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, threshold));

        LatticeOutcome outcome = session.Sum(Request(Vectors()) with { Dropouts = new Dictionary<int, int> { [1] = 0 } });

        Assert.That(outcome.Sums, Is.EqualTo(Expected(Vectors(), 0, 2, 3)));
        Assert.That(outcome.Aggregation.Survivors, Is.EqualTo([0, 2, 3]));
    }

    [Test]
    public void A_client_lost_after_its_vector_stays_in_the_sum()
    {
        using var session = new LatticeSession(Plan(LatticeScheme.Bfv, KeyForm.PublicKey, 3));

        LatticeOutcome outcome = session.Sum(Request(Vectors()) with { Dropouts = new Dictionary<int, int> { [0] = 1 } });

        Assert.That(outcome.Sums, Is.EqualTo(Expected(Vectors(), 0, 1, 2, 3)));
    }

    [TestCase(0)]
    [TestCase(1)]
    public void When_all_must_decrypt_a_dropout_is_named(int step)
    {
        using var session = new LatticeSession(Plan(LatticeScheme.Bfv, KeyForm.PublicKey, 4));

        Assert.That(
            () => session.Sum(Request(Vectors()) with { Dropouts = new Dictionary<int, int> { [2] = step } }),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("missing are [2]"));
    }

    [TestCase(KeyForm.SeededSymmetric, 0)]
    [TestCase(KeyForm.PublicKey, 4)]
    public void The_bytes_are_those_of_the_plan_and_headers(KeyForm form, int threshold)
    {
        using var session = new LatticeSession(Plan(LatticeScheme.Bfv, form, threshold));
        session.Sum(Request(Vectors(), 0));

        RoundCost cost = session.Sum(Request(Vectors(), 1)).Aggregation.Cost;

        LatticePlan plan = session.Plan;
        int messages = threshold > 0 ? 2 : 1;
        Assert.That(cost.UploadBytes, Is.EqualTo(plan.UploadBytes + plan.ShareBytes + (messages * (Channel.Overhead + LatticePayload.Overhead(plan)))));
    }

    [Test]
    public void No_changed_byte_of_a_message_gives_a_sum([Values(0, 1, 2, 3, 4, 5, 6, 7)] int step)
    {
        for (int at = 0; at < 3; at++)
        {
            using var session = new LatticeSession(Plan(LatticeScheme.Bfv, KeyForm.PublicKey, step == 0 ? 0 : 3));
            int place = at;
            var transport = new Tampering((byte)step, message => message[place * (message.Length - 1) / 2] ^= 0x10);

            Assert.That(() => session.Sum(Request(Vectors()) with { Transport = transport }), Throws.TypeOf<ProtocolException>());
        }
    }

    [Test]
    public void A_shortened_message_is_refused([Values(0, 4, 5, 7)] int step)
    {
        using var session = new LatticeSession(Plan(LatticeScheme.Bfv, KeyForm.PublicKey, step == 0 ? 0 : 3));
        var transport = new Tampering((byte)step, keep: 60);

        Assert.That(() => session.Sum(Request(Vectors()) with { Transport = transport }), Throws.TypeOf<ProtocolException>());
    }

    [Test]
    public void A_residue_that_is_not_below_its_prime_is_refused()
    {
        var codec = new LatticeCodec(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0));
        var body = new byte[codec.Plan.UploadBytes];
        Array.Fill(body, (byte)0xFF);

        Assert.That(
            () => LatticeSerializer.ReadVector(codec, body, 1, seeded: true),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("residue"));
    }

    [Test]
    public void A_body_of_another_length_is_refused()
    {
        var codec = new LatticeCodec(Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0));

        Assert.That(
            () => LatticeSerializer.ReadVector(codec, new byte[codec.Plan.UploadBytes - 1], 1, seeded: true),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("expected"));
    }

    [Test]
    public void A_message_under_other_parameters_is_refused()
    {
        LatticePlan plan = Plan(LatticeScheme.Bfv, KeyForm.SeededSymmetric, 0), other = LatticePlanner.Plan(plan.Request with { Maximum = 301 });
        byte[] payload = LatticePayload.Wrap(plan, 1, [1, 2, 3]);

        Assert.That(() => LatticePayload.Unwrap(other, payload, out _).ToArray(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("other parameters"));
        Assert.That(LatticePayload.Unwrap(plan, payload, out _).ToArray(), Is.EqualTo([1, 2, 3]));
    }

    [TestCase("bfv", 0)]
    [TestCase("ckks", 0)]
    [TestCase("threshold-bfv", 3)]
    [TestCase("threshold-ckks", 3)]
    public void Every_listed_protocol_survives_the_dropouts_it_was_planned_for(string name, int threshold)
    {
        using var session = new LatticeSession(LatticePlanner.Plan(LatticeProtocols.All[name].Request(4, Length, -300, 300, threshold) with { Precision = 0.25 }));

        LatticeOutcome outcome = session.Sum(Request(Vectors()) with { Dropouts = new Dictionary<int, int> { [3] = 0 } });

        Assert.That(outcome.Sums, Is.EqualTo(Expected(Vectors(), 0, 1, 2)));
    }

    internal static AggregationRequest Request(long[][] vectors, int round = 0) => new()
    {
        Inputs = [.. vectors.Select(vector => Array.ConvertAll(vector, value => (ulong)value))],
        ModulusBits = 64,
        Round = round,
    };

    private static LatticePlan Plan(LatticeScheme scheme, KeyForm form, int threshold) => LatticePlanner.Plan(new LatticeRequest
    {
        Scheme = scheme,
        Clients = 4,
        Parameters = Length,
        Minimum = -300,
        Maximum = 300,
        Form = form,
        Threshold = threshold,
    });

    private static long[][] Vectors(int round = 0) =>
        [.. Enumerable.Range(round, 4).Select(k => Enumerable.Range(0, Length).Select(i => (long)(((i * 71) + (k * 13)) % 601) - 300).ToArray())];

    private static long[] Expected(long[][] vectors, params int[] clients) =>
        [.. Enumerable.Range(0, Length).Select(i => clients.Sum(k => vectors[k][i]))];

    /// <summary>Changes the first message of a step, or keeps only its beginning.</summary>
    private sealed class Tampering(byte step, Action<byte[]>? change = null, int? keep = null) : ITransport
    {
        private readonly MemoryTransport inner = new();
        private bool done;

        public void Send(Party sender, Party receiver, Message message)
        {
            byte[] bytes = message.Bytes.ToArray();
            bool hit = !done && bytes[2] == step;
            done |= hit;
            if (hit)
                change?.Invoke(bytes);
            inner.Send(sender, receiver, hit ? Message.Of(bytes.AsSpan(0, Math.Min(keep ?? bytes.Length, bytes.Length))) : message);
        }

        public Message? Receive(Party sender, Party receiver) => inner.Receive(sender, receiver);

        public Traffic TrafficOf(Party party) => inner.TrafficOf(party);
    }
}
