using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Tests.Arms;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>
/// How near audits come to a promise of ε = 4 that is kept, and which small mistakes they catch: each canary with what its position sees.
/// </summary>
[Category("Slow")]
internal sealed class AuditStrengthTests
{
    private const double Promised = 4;

    private static readonly CanaryUpdates Clients = new() { Count = 32 };
    private static readonly CanaryGradients Records = new() { PerClient = 10 };
    private static readonly LocalDp Local = new() { Epsilon = Promised };
    private static readonly ClientDp Central = new() { Epsilon = Promised };
    private static readonly RecordDp Steps = new() { Epsilon = Promised };

    [Test]
    public void Local_noise_is_audited_in_single_updates() => Assert.That(Honest(Local, Clients, new Server()), Is.InRange(Promised / 2, Promised));

    [Test]
    public void Central_noise_is_audited_in_the_sum() => Assert.That(Honest(Central, Clients, new Client()), Is.InRange(Promised / 2, Promised));

    [Test]
    public void Noise_in_steps_is_audited_in_single_updates() => Assert.That(Honest(Steps, Records, new Server()), Is.InRange(Promised / 2, Promised));

    [Test]
    public void Central_noise_under_Poisson_sampling_is_audited_in_the_sum() =>
        Assert.That(Largest(Sampled(0.25), Sampled(0.25), Clients, new Client()), Is.InRange(Promised / 2, Promised));

    [Test]
    public void A_fifth_less_noise_is_caught()
    {
        Assert.That(Mistaken(Local, Less(Local, 0.8), Clients, new Server()), Is.GreaterThan(Promised), "local-dp");
        Assert.That(Mistaken(Central, Less(Central, 0.8), Clients, new Client()), Is.GreaterThan(Promised), "client-dp");
        Assert.That(Mistaken(Steps, Less(Steps, 0.8), Records, new Server()), Is.GreaterThan(Promised), "record-dp");
    }

    [Test]
    public void A_clip_that_is_applied_to_two_parts_is_caught() =>
        Assert.That(Mistaken(Local, new ClippedInParts(Noise(Local)), Clients, new Server()), Is.GreaterThan(Promised));

    [Test]
    public void Clients_that_take_part_twice_as_often_as_accounted_are_caught()
    {
        var applied = Sampled(0.5);
        Assert.That(Largest(Sampled(0.25), applied with { Defense = Sampled(0.25).Defense.WithNoise(1, Sampled(0.25).Size) }, Clients, new Client()), Is.GreaterThan(Promised));
    }

    [Test]
    public void Records_that_join_steps_twice_as_often_as_accounted_are_caught() => Assert.That(
        Mistaken(Steps, new JoiningTwiceAsOften(Noise(Steps)), Records, new Server()), Is.GreaterThan(Promised));

    [Test]
    public void A_twentieth_less_noise_is_beyond_an_audit_of_two_thousand_canaries() =>
        Assert.That(Mistaken(Local, Less(Local, 0.95), Clients, new Server()), Is.InRange(Promised / 2, Promised));

    private static readonly Arm Arm = TinyArms.Of(rounds: 6) with { Federations = 64 };

    private static Arm Under(Defense defense) => Arm with { Defense = new([defense]) };

    private static Arm Sampled(double share) => Under(Central) with { Plan = Arm.Plan with { Participation = new() { IsPoisson = true, Share = share } } };

    private static NoisyDefense Less(NoisyDefense defense, double factor) => ((NoisyDefense)defense.For(Arm.Size)).WithNoise(factor);

    private static double Noise(NoisyDefense defense) => ((NoisyDefense)defense.For(Arm.Size)).Noise;

    private static double Honest(Defense defense, MembershipAttack attack, ThreatPosition position) => Mistaken(defense, defense, attack, position);

    private static double Mistaken(Defense promised, Defense applied, MembershipAttack attack, ThreatPosition position) =>
        Largest(Under(promised), Under(applied), attack, position);

    /// <summary>The largest bound on what was really applied, held against what is promised.</summary>
    private static double Largest(Arm promised, Arm applied, MembershipAttack attack, ThreatPosition position)
    {
        var unit = ((ICanaryAttack)attack).AreClients ? "client" : "record";
        var planted = ActiveArm.Of(promised, promised.Designs(), attack, position)!.Arm;
        var audit = CanaryAudit.Of(
            TinyArms.Scored(applied, attack, position), unit, Local.Delta, PresumedNoise.Of(planted, position, unit), new RandomStream(1), 0.95, tried: 1);
        return audit.Bounds.Max(b => b.Epsilon)!.Value;
    }

    /// <summary>Local noise for one clip, and a clip for each half of an update.</summary>
    private sealed record ClippedInParts(double Noise) : Defense
    {
        public override float[] Leave(float[] update, RoundContext context) => Clipping.Noised(
            [.. Clipping.Clip(update[..(update.Length / 2)], 1), .. Clipping.Clip(update[(update.Length / 2)..], 1)], Noise, context.Random);
    }

    /// <summary>As many steps as accounted, each of which draws records at twice the rate.</summary>
    private sealed record JoiningTwiceAsOften(double Noise) : Defense
    {
        public override bool CountsClientsAlike => true;

        public override LocalTraining Train(LocalTraining local) =>
            local with { Epochs = local.Epochs * 3 / 2, Private = new(1, Noise, 2 * (double)local.BatchSize! / TinyArms.RecordsPerClient) };
    }
}
