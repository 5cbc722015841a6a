using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography.Costs;

internal sealed class RoundCostTests
{
    private const int Bits = 21;
    private const int Clients = 5;

    private static IEnumerable<TestCaseData> Protocols() => AggregationProtocols.All.Select(of => new TestCaseData(of.Value()).SetArgDisplayNames(of.Key));

    [TestCaseSource(nameof(Protocols))]
    public void Bytes_are_those_that_the_wire_counted(IAggregationProtocol protocol)
    {
        var wire = new MemoryTransport();
        AggregationOutcome outcome = protocol.Sum(Request(300) with { Transport = wire });
        Traffic[] clients = [.. Enumerable.Range(0, Clients).Select(i => wire.TrafficOf(Party.Client(i)))];

        Assert.That(Both(outcome, cost => cost.UploadBytes), Is.EqualTo(clients.Average(of => of.BytesOut)).Within(1e-9));
        Assert.That(Both(outcome, cost => cost.DownloadBytes), Is.EqualTo(clients.Average(of => of.BytesIn)).Within(1e-9));
        Assert.That(outcome.Phases.Sum(phase => phase.Bytes), Is.EqualTo(clients.Sum(of => of.BytesOut) + Servers(wire).Sum(of => of.BytesOut)));
        (protocol as IDisposable)?.Dispose();
    }

    [TestCaseSource(nameof(Protocols))]
    public void A_second_round_costs_the_bytes_of_the_first(IAggregationProtocol protocol)
    {
        RoundCost first = protocol.Sum(Request(300)).Cost, second = protocol.Sum(Request(300) with { Round = 1 }).Cost;

        Assert.That((second.UploadBytes, second.DownloadBytes, second.Messages), Is.EqualTo((first.UploadBytes, first.DownloadBytes, first.Messages)));
        (protocol as IDisposable)?.Dispose();
    }

    [Test]
    public void A_key_that_one_client_deals_is_no_part_of_what_each_sends_in_a_round()
    {
        using var bfv = new LatticeSum("bfv");
        AggregationOutcome outcome = bfv.Sum(Request(300));

        Assert.That(outcome.Cost.Load.ClientUploadBytes, Is.EqualTo(outcome.Cost.UploadBytes), "all send alike");
        Assert.That(outcome.SetUp!.Load.ClientUploadBytes, Is.EqualTo(Clients * outcome.SetUp.UploadBytes), "one sends all keys");
        Assert.That(outcome.Cost.OpenedByClients);
    }

    [Test]
    public void Values_travel_in_the_bits_of_their_sum()
    {
        RoundCost plain = new PlainSum().Sum(Request(800)).Cost, shares = new AdditiveShares(3).Sum(Request(800)).Cost;

        Assert.That(plain.PlainBytes, Is.EqualTo(800 * Bits / 8));
        Assert.That(plain.UploadBytes, Is.EqualTo(plain.PlainBytes + Endpoint.Overhead));
        Assert.That(plain.Expansion, Is.EqualTo(1).Within(0.02));
        Assert.That(shares.UploadBytes, Is.EqualTo(plain.PlainBytes + (2 * Prg.SeedBytes) + (3 * Endpoint.Overhead)));
    }

    [Test]
    public void Servers_that_work_and_receive_side_by_side_do_not_add_up()
    {
        RoundLoad two = new AdditiveShares(2).Sum(Request(8000)).Cost.Load, ten = new AdditiveShares(10).Sum(Request(8000)).Cost.Load;

        // The first aggregator takes all full shares, and a vector of each other one.
        const int Vector = 8000 * Bits / 8;
        Assert.That(ten.ServerBytesIn, Is.EqualTo((Clients + 9) * Vector).Within(2).Percent);
        Assert.That(ten.Exchanges, Is.EqualTo(two.Exchanges), "messages of one step travel side by side");
    }

    private static double Both(AggregationOutcome outcome, Func<RoundCost, double> of) => of(outcome.Cost) + (outcome.SetUp is { } keys ? of(keys) : 0);

    private static IEnumerable<Traffic> Servers(MemoryTransport wire) => Enumerable.Range(0, 8).Select(i => wire.TrafficOf(Party.Server(i)));

    private static AggregationRequest Request(int length) =>
        new() { Inputs = AdditiveSharesTests.Ranged(Clients, length, Bits, false, 4), ModulusBits = Bits };
}
