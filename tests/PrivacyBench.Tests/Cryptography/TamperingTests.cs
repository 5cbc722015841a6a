using CsCheck;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography;

/// <summary>Whatever happens to one message on the way, the round ends with an error that names the party and the step, and without a sum.</summary>
internal sealed class TamperingTests
{
    private static readonly PartyProtocol[] Protocols = [new PlainSum(), new AdditiveShares(3), new ShamirShares(), new VerifiedShares(), new SecureAggregation()];

    private static readonly Dictionary<string, Func<byte[], ulong, byte[]>> Changes = new()
    {
        ["a flipped bit"] = (bytes, at) => [.. bytes.Select((b, i) => i == (int)(at / 8 % (ulong)bytes.Length) ? (byte)(b ^ (1 << (int)(at % 8))) : b)],
        ["a shorter message"] = (bytes, at) => bytes[..(int)(at % (ulong)bytes.Length)],
        ["a longer message"] = (bytes, at) => [.. bytes, (byte)at],
    };

    private static IEnumerable<TestCaseData> Cases() =>
        from protocol in Protocols
        from change in Changes.Keys
        select new TestCaseData(protocol, change).SetArgDisplayNames(protocol.Name, change);

    // A round is summed once, whatever came of it.
    private static int rounds;

    [TestCaseSource(nameof(Cases))]
    public void Anywhere_it_ends_the_round(PartyProtocol protocol, string change)
    {
        int messages = Run(protocol, Interlocked.Increment(ref rounds), new Tampering(-1, bytes => bytes)).Cost.Messages;
        Gen.Select(Gen.Int[0, messages - 1], Gen.ULong).Sample((at, place) =>
        {
            var transport = new Tampering(at, bytes => Changes[change](bytes, place));

            Assert.That(
                () => Run(protocol, Interlocked.Increment(ref rounds), transport),
                Throws.TypeOf<ProtocolException>().With.Message.Match("^(client|server) [0-9]+, step '[a-z ]+': "));
            Assert.That(transport.Changed);
        }, iter: 40, threads: 1);
    }

    [TestCaseSource(nameof(Protocols))]
    public void A_message_of_an_earlier_round_ends_the_round(PartyProtocol protocol)
    {
        byte[] earlier = [];
        Run(protocol, round: -2, new Tampering(0, bytes => earlier = bytes));

        Assert.That(
            () => Run(protocol, round: -1, new Tampering(0, _ => earlier)),
            Throws.TypeOf<ProtocolException>().With.Message.Contains("a message of round -2 came in round -1"));
    }

    private static AggregationOutcome Run(PartyProtocol protocol, int round, ITransport transport) =>
        protocol.Sum(new() { Inputs = AdditiveSharesTests.Ranged(3, 7, 20, false, 4), ModulusBits = 20, Round = round, Transport = transport });

    /// <summary>Changes one message, counted from 0 in the order in which they are sent.</summary>
    private sealed class Tampering(int at, Func<byte[], byte[]> change) : ITransport
    {
        private readonly MemoryTransport inner = new();
        private int sent;

        public bool Changed => sent > at;

        public void Send(Party sender, Party receiver, Message message) =>
            inner.Send(sender, receiver, sent++ == at ? Message.Of(change(message.Bytes.ToArray())) : message);

        public Message? Receive(Party sender, Party receiver) => inner.Receive(sender, receiver);

        public Traffic TrafficOf(Party party) => inner.TrafficOf(party);
    }
}
