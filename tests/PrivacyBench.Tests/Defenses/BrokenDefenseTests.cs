using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Audits;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Tests.Arms;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Defenses that promise more than they keep, and one that keeps its promise: audits must refute the gross lies.</summary>
internal sealed class BrokenDefenseTests
{
    private const double Claimed = 1;
    private const double Delta = 1e-5;

    [Test]
    public void Noise_that_is_forgotten_after_the_first_round_is_caught() => Assert.That(Bound(new ForgetfulNoise(), length: 1), Is.GreaterThan(Claimed));

    [Test]
    public void Clipping_the_mean_and_not_the_update_is_caught() => Assert.That(
        Bound(new MeanClipping(), length: 100, canaries: 6, federations: 24), Is.GreaterThan(Claimed));

    [Test]
    public void An_honest_defense_is_not_refuted() => Assert.That(Bound(new ClientDp { Epsilon = Claimed, Delta = Delta }, length: 1), Is.LessThan(Claimed));

    [Test]
    public void A_fixed_sample_accounted_as_poisson_is_beyond_an_audit_of_this_size()
    {
        // The lie is small: noise that hides a client of a Poisson sample nearly hides one of a fixed sample. About 60 canaries a side, perfectly
        // told apart, would show ε ≥ 2.8 at most; under this noise they are hardly told apart at all.
        Assert.That(Bound(new SampledNoise(), length: 1, share: 0.5), Is.LessThan(Claimed));
    }

    /// <summary>A lower bound on ε at 95% from planted clients; each half of the federations is judged at the threshold of the other.</summary>
    private static double Bound(Defense defense, double length, int canaries = 12, int federations = TinyArms.Federations, double share = 1)
    {
        var arm = TinyArms.Of(rounds: 6) with { Defense = new([defense]), Federations = federations };
        arm = arm with { Plan = arm.Plan with { Participation = new() { Share = share } } };
        var halves = TinyArms.Scored(arm, new CanaryUpdates { Count = canaries, Length = length }, new Client())
            .Chunk(federations / 2).Select(half => half.SelectMany(f => f.Scores.Zip(f.Members, (score, isMember) => (score, isMember))).ToArray()).ToArray();
        var called = halves.Zip(halves.Reverse(), (told, chosenOn) => (Told: told, Threshold: Best(chosenOn)))
            .SelectMany(half => half.Told.Select(s => (s.isMember, IsCalled: s.score >= half.Threshold))).ToArray();
        var members = called.Count(c => c.isMember);
        return CountAudit.ClopperPearsonEpsilon(
            new(called.Count(c => c.isMember && c.IsCalled), members, called.Count(c => !c.isMember && c.IsCalled), called.Length - members), Delta, 0.05);
    }

    private static double Best((double Score, bool IsMember)[] on) => on.Select(s => s.Score)
        .MaxBy(t => on.Sum(s => s.Score < t ? 0 : s.IsMember ? 1.0 / on.Count(of => of.IsMember) : -1.0 / on.Count(of => !of.IsMember)));

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
