using PrivacyBench.Defenses;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>What is left of a sum when all clients but one collude with the server.</summary>
internal sealed class ResidualViewTests
{
    private const int Clients = 4;
    private static readonly Defense[] Protocols = [new AdditiveShares(), new ShamirShares(), new VerifiedShares(), new SecureAggregation()];

    [TestCaseSource(nameof(Protocols))]
    public void With_one_honest_client_left_the_view_is_that_client_s_update_bit_for_bit(Defense defense)
    {
        var plan = TinyFederations.Plan();
        var completed = defense.For(new(Clients, plan.Rounds, plan.Model.ParameterCount));
        var designs = TinyFederations.Equal(1, Clients, 10, new Iid());
        var transcript = TinyFederations.Train(plan with { Hooks = [completed], Rounds = 1 }, designs)[0];
        var undefended = TinyFederations.Train(plan with { Rounds = 1 }, designs)[0];
        var position = new ServerWithClients { Colluding = Clients - 1 };
        var view = PositionViews.Of(position, new TranscriptObservations(transcript), [.. completed.Hides(position)]);

        var seen = view.Observe<ClientUpdates>().Update(0, Clients - 1).ToArray();

        // Weights are 1, so that four times the mean is the sum, exactly: all are multiples of 2^-16 below 2^5.
        var rest = Enumerable.Range(0, seen.Length).Select(p =>
            (4 * transcript.Rounds[0].MeanUpdate[p]) - transcript.Rounds[0].Updates.Take(Clients - 1).Sum(update => update[p])).ToArray();
        Assert.That(seen, Is.EqualTo(rest));
        Assert.That(seen, Is.EqualTo(undefended.Rounds[0].Updates[Clients - 1].Select(v => (float)(Math.Round(v * 65536.0) / 65536))));
    }

    [TestCaseSource(nameof(Protocols))]
    public void With_two_honest_clients_left_there_is_no_single_update(Defense defense)
    {
        var completed = defense.For(new(20, 1, 100));

        Assert.That(completed.Hides(new ServerWithClients { Colluding = 3 }).Select(w => w.Observation), Is.EqualTo(new[] { typeof(ClientUpdates) }));
    }

    [TestCase(4, 1, false)]
    [TestCase(4, 2, true)]
    [TestCase(10, 4, false)]
    [TestCase(10, 5, true)]
    public void Under_secure_aggregation_as_many_colluders_as_the_threshold_open_every_update(int clients, int colluding, bool opens)
    {
        var completed = new SecureAggregation().For(new(clients, 1, 100));

        Assert.That(completed.Hides(new ServerWithClients { Colluding = colluding }).Any(), Is.Not.EqualTo(opens));
    }

    [TestCase(20, 3, 1, false)]
    [TestCase(20, 3, 0.25, true)]
    [TestCase(20, 1, 0.25, false)]
    public void Colluders_that_can_be_most_of_a_small_round_open_it(int clients, int colluding, double share, bool opens)
    {
        // Five of twenty clients have a threshold of three among four neighbours.
        var completed = new SecureAggregation().For(new(clients, 1, 100) { Participation = new() { Share = share } });

        Assert.That(completed.Hides(new ServerWithClients { Colluding = colluding }).Any(), Is.Not.EqualTo(opens));
    }
}
