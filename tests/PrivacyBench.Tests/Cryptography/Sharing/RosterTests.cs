using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Sharing;

internal sealed class RosterTests
{
    private static readonly ProtocolStep Report = new(1, "report");
    private static readonly ProtocolStep Agree = new(2, "agree");
    private static readonly Party Aggregator = Party.Server(0);
    private static readonly Party Opener = Party.Server(1);
    private static readonly Roster Roster = new(new RoundPlan(10, 1, 32, 0, [], 1, 2), Opener, Report, Agree);

    [Test]
    public void Only_clients_whose_shares_reached_all_who_reported_are_named()
    {
        using Channel channel = Channel();
        Roster.Report(channel[Aggregator], [0, 2, 9]);

        (int[] clients, Party[] reported) = Roster.Agree(channel[Opener], [Aggregator], own: [0, 3, 9], atLeast: 1);

        Assert.That(clients, Is.EqualTo(new[] { 0, 9 }));
        Assert.That(reported, Is.EqualTo(new[] { Aggregator }));
        Assert.That(Roster.Agreed(channel[Aggregator], [0, 2, 9]), Is.EqualTo(new[] { 0, 9 }));
    }

    [Test]
    public void An_opener_that_names_a_client_whose_share_never_came_is_refused()
    {
        using Channel channel = Channel();
        // Clients 0 and 4.
        channel[Opener].Send(Agree, Aggregator, [0b1_0001, 0]);

        Assert.That(
            () => Roster.Agreed(channel[Aggregator], [0, 2, 9]),
            Throws.TypeOf<ProtocolException>().With.Message.EqualTo("server 0, step 'agree': client 4 is named, and no share of it came"));
    }

    [Test]
    public void An_opener_that_names_fewer_clients_than_a_sum_needs_is_refused()
    {
        using Channel channel = Channel();
        channel[Opener].Send(Agree, Aggregator, [0b100, 0]);

        Assert.That(
            () => Roster.Agreed(channel[Aggregator], [0, 2, 9]),
            Throws.TypeOf<ProtocolException>().With.Message.EqualTo(
                "server 0, step 'agree': the vectors of 1 clients came, at least 2 are needed: nothing is released"));
    }

    private static Channel Channel() => new([Aggregator, Opener], 1, new AggregationRequest { Inputs = [[0]], ModulusBits = 32 });
}
