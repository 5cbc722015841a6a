using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Attacks.Source;
using PrivacyBench.Defenses;
using PrivacyBench.Measurement;
using PrivacyBench.Tests.Arms;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>What attacks find in the sum alone, end to end: each protocol really runs in every round of every federation.</summary>
internal sealed class SumOnlyTests
{
    private static readonly Arm Undefended = TinyArms.Of(rounds: 8);

    private static readonly Defense[] Protocols = [new AdditiveShares(), new ShamirShares(), new VerifiedShares(), new SecureAggregation()];

    private static IEnumerable<TestCaseData> Attacks() =>
        from defense in Protocols
        from attack in new (SourceAttack Attack, ThreatPosition Position)[]
        {
            (new SourceDisaggregated(), new Server()),
            (new SourceResidual(), new ServerWithClients { Colluding = 2 }),
        }
        select new TestCaseData(defense, attack.Attack, attack.Position).SetArgDisplayNames(defense.Label, attack.Attack.Label, attack.Position.Label);

    [Test]
    public void Without_a_protocol_the_server_names_the_source() =>
        Assert.That(TinyArms.Source(Undefended, new SourceLoss(), new Server()).Accuracy.Low, Is.GreaterThan(1.5 / TinyArms.Clients));

    [TestCaseSource(nameof(Attacks))]
    public void From_the_sum_a_source_attack_is_right_as_often_as_a_guess_among_the_honest(Defense defense, SourceAttack attack, ThreatPosition position)
    {
        var measures = TinyArms.Source(Protected(defense), attack, position);

        Assert.That(measures.Accuracy.Covers(1.0 / (TinyArms.Clients - position.OwnClients)), $"{measures.Accuracy}");
    }

    [TestCaseSource(nameof(Protocols))]
    public void The_server_does_not_get_what_the_source_attack_needs(Defense defense)
    {
        var completed = defense.For(Undefended.Size);

        Assert.That(completed.Hides(new Server()).Select(withheld => withheld.Observation), Is.EqualTo(new[] { typeof(ClientUpdates) }));
    }

    [TestCaseSource(nameof(Protocols))]
    public void All_clients_but_one_get_back_what_a_client_s_update_gives_away(Defense defense)
    {
        // With one honest client the question is no longer whose a record is, but whether it is that client's.
        var position = new ServerWithClients { Colluding = TinyArms.Clients - 1 };
        var without = TinyArms.Scored(Undefended, new UpdateLoss(), position);
        var with = TinyArms.Scored(Protected(defense), new UpdateLoss(), position);

        Assert.That(with.SelectMany(f => f.Scores), Is.EqualTo(without.SelectMany(f => f.Scores)).Within(0.01));
        Assert.That(MembershipMeasures.Of(with, new RandomStream(1)).Advantage.Low, Is.GreaterThan(0));
    }

    private static Arm Protected(Defense defense) => Undefended with { Defense = new([defense]) };
}
