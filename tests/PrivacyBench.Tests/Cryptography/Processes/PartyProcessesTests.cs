using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Processes;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography.Processes;

/// <summary>Protocols over a real wire, with a process for each party.</summary>
internal sealed class PartyProcessesTests
{
    private static readonly PartyProtocol[] Protocols = [new AdditiveShares(2), new ShamirShares(2), new VerifiedShares(2), new SecureAggregation()];

    [TestCaseSource(nameof(Protocols))]
    public void Over_tcp_the_sum_and_the_bytes_of_each_party_are_those_inside_one_process(PartyProtocol protocol)
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(3, 1000, 24, false, 6);
        AggregationOutcome inside = protocol.Sum(new() { Inputs = inputs, ModulusBits = 24 });

        using var processes = new PartyProcesses(protocol);
        AggregationOutcome over = processes.Sum(new() { Inputs = inputs, ModulusBits = 24, Round = 1 });

        Assert.That(over.Sum, Is.EqualTo(IdealSum.Of(inputs, [0, 1, 2], 24)));
        Assert.That(over.Parties.Select(cost => (cost.Party, cost.Traffic)), Is.EqualTo(inside.Parties.Select(cost => (cost.Party, cost.Traffic))));
        Assert.That(over.Phases.Select(phase => (phase.Name, phase.Bytes, phase.Messages)), Is.EqualTo(inside.Phases.Select(phase => (phase.Name, phase.Bytes, phase.Messages))));
        Assert.That(over.Parties.Select(cost => cost.PeakMemoryBytes), Is.All.GreaterThan(1_000_000));
    }

    [Test]
    public void A_party_that_falls_silent_closes_its_connections_and_the_others_finish()
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(4, 100, 24, false, 6);

        using var processes = new PartyProcesses(new SecureAggregation());

        AggregationOutcome outcome = processes.Sum(
            new() { Inputs = inputs, ModulusBits = 24, Dropouts = new Dictionary<int, int> { [2] = 2 } });

        Assert.That(outcome.Survivors, Is.EqualTo(new[] { 0, 1, 3 }));
        Assert.That(outcome.Sum, Is.EqualTo(IdealSum.Of(inputs, [0, 1, 3], 24)));
    }

    [Test]
    public void The_error_of_a_party_in_another_process_names_it_and_the_step()
    {
        using var processes = new PartyProcesses(new SecureAggregation());
        Assert.That(
            () => processes.Sum(new()
            {
                Inputs = AdditiveSharesTests.Ranged(3, 10, 24, false, 6),
                ModulusBits = 24,
                Dropouts = new Dictionary<int, int> { [0] = 2, [1] = 2 },
            }),
            Throws.TypeOf<ProtocolException>()
                .With.Message.EqualTo("server 0, step 'name survivors': the vectors of 1 clients came, at least 2 are needed: nothing is released")
                .And.Property(nameof(ProtocolException.Reason)).EqualTo(StopReason.TooFewParties));
    }

    [Test]
    public void Processes_stay_for_further_rounds_and_cohorts_also_after_one_that_failed()
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(4, 50, 24, false, 6);
        var host = new PartyHost();
        using var processes = new PartyProcesses(new SecureAggregation(), host);
        AggregationOutcome first = processes.Sum(new() { Inputs = inputs[..3], ModulusBits = 24 });
        int started = host.Started;
        Assert.That(
            () => processes.Sum(new() { Inputs = inputs[..3], ModulusBits = 24, Round = 1, Dropouts = new Dictionary<int, int> { [0] = 0, [1] = 0 } }),
            Throws.TypeOf<ProtocolException>());

        // Another federation shares the processes, whose round has one client more.
        using var other = new PartyProcesses(new SecureAggregation(), host);
        AggregationOutcome last = other.Sum(new() { Inputs = inputs, ModulusBits = 24, Round = 2 });

        Assert.That((started, host.Started), Is.EqualTo((4, 5)));
        Assert.That(first.Sum, Is.EqualTo(IdealSum.Of(inputs, [0, 1, 2], 24)));
        Assert.That(last.Sum, Is.EqualTo(IdealSum.Of(inputs, [0, 1, 2, 3], 24)));
    }
}
