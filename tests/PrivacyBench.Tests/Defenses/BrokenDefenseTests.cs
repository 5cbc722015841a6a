using PrivacyBench.Accounting;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Tests.Arms;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Defenses that promise more than they keep, and one that keeps its promise: audits must refute the gross lies.</summary>
internal sealed class BrokenDefenseTests
{
    private const double Claimed = 1;
    private const double Delta = 1e-5;

    [Test]
    public void Noise_that_is_forgotten_after_the_first_round_is_caught() => Assert.That(Largest(Audit(new ForgetfulNoise())), Is.GreaterThan(Claimed));

    [Test]
    public void Clipping_the_mean_and_not_the_update_is_caught() => Assert.That(
        Largest(Audit(new MeanClipping(), length: 100, canaries: 6, federations: 24)), Is.GreaterThan(Claimed));

    [Test]
    public void An_honest_defense_is_not_refuted() => Assert.That(Largest(Audit(new ClientDp { Epsilon = Claimed, Delta = Delta })), Is.LessThan(Claimed));

    [TestCase(2, 4)]
    [TestCase(4, 2)]
    public void Even_forgotten_noise_is_beyond_an_audit_of_eight_canaries(int federations, int canaries)
    {
        var audit = Audit(new ForgetfulNoise(), canaries: canaries, federations: federations);
        Assert.That(audit.Bounds.Max(b => b.Ceiling) ?? 0, Is.LessThan(Claimed), "no attack could show more with so few");
        Assert.That(Largest(audit), Is.LessThan(Claimed));
    }

    [TestCase(10, 12)]
    [TestCase(24, 12)]
    public void A_fixed_sample_accounted_as_poisson_is_beyond_an_audit_of_a_few_hundred_canaries(int federations, int canaries)
    {
        // The lie is small: noise that hides a client of a Poisson sample nearly hides one of a fixed sample. The sample could show a larger ε of a mechanism
        // that hid nothing, but under this noise canaries are hardly told apart.
        var audit = Audit(new SampledNoise(), canaries: canaries, federations: federations, share: 0.5);
        Assert.That(audit.Bounds.Max(b => b.Ceiling), Is.GreaterThan(2 * Claimed));
        Assert.That(Largest(audit), Is.LessThan(Claimed));
    }

    private static double Largest(CanaryAudit audit) => audit.Bounds.Max(b => b.Epsilon) ?? 0;

    /// <summary>What an evaluation's audit shows of planted clients, without presuming Gaussian noise.</summary>
    private static CanaryAudit Audit(Defense defense, double length = 1, int canaries = 12, int federations = TinyArms.Federations, double share = 1)
    {
        var arm = TinyArms.Of(rounds: 6) with { Defense = new([defense]), Federations = federations };
        arm = arm with { Plan = arm.Plan with { Participation = new() { Share = share } } };
        var scored = TinyArms.Scored(arm, new CanaryUpdates { Count = canaries, Length = length }, new Client());
        return CanaryAudit.Of(scored, "client", Delta, family: null, new RandomStream(1), 0.95, tried: 1);
    }

    /// <summary>Central noise for ε = 1 that only the first round gets.</summary>
    private sealed record ForgetfulNoise : Defense
    {
        public override bool CountsClientsAlike => true;

        public override float[] Receive(float[] update, RoundContext context) => Clipping.Clip(update, 1);

        public override float[] Release(float[] mean, RoundContext context) =>
            Clipping.Noised(mean, context.Round > 0 ? 0 : Calibration.NoiseMultiplier(Claimed, Delta, 1, 6) / context.Divisor, context.Random);
    }

    /// <summary>The mean is clipped to C and noised as if one client moved it by C over their number.</summary>
    private sealed record MeanClipping : Defense
    {
        public override bool CountsClientsAlike => true;

        public override float[] Release(float[] mean, RoundContext context) =>
            Clipping.Noised(Clipping.Clip(mean, 1), Calibration.NoiseMultiplier(Claimed, Delta, 1, 6) / context.Divisor, context.Random);
    }

    /// <summary>Noise for a Poisson sample of half of the clients.</summary>
    private sealed record SampledNoise : Defense
    {
        public override bool CountsClientsAlike => true;

        public override float[] Receive(float[] update, RoundContext context) => Clipping.Clip(update, 1);

        public override float[] Release(float[] mean, RoundContext context) =>
            Clipping.Noised(mean, Calibration.NoiseMultiplier(Claimed, Delta, 0.5, 6) / context.Divisor, context.Random);
    }
}
