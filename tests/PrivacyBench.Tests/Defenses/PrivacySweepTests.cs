using PrivacyBench.Attacks.Membership;
using PrivacyBench.Defenses;
using PrivacyBench.Measurement;
using PrivacyBench.Tests.Arms;
using PrivacyBench.Verdicts;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Less epsilon, less leak: what membership inference keeps under noise, from no promise at all down to a strong one.</summary>
internal sealed class PrivacySweepTests
{
    private static readonly double[] Epsilons = [16, 8, 4, 2, 1];

    [TestCase("record-dp")]
    [TestCase("local-dp")]
    [Category("Slow")]
    public void Membership_fades_with_epsilon_and_stays_below_what_it_promises(string name)
    {
        var undefended = Advantage(DefenseStack.None);
        var defended = Epsilons.Select(epsilon => (Epsilon: epsilon, Advantage: Advantage(Noised(name, epsilon)))).ToArray();

        Assert.That(undefended.Low, Is.GreaterThan(0.2), "positive control");
        Assert.That(defended[^1].Advantage.High, Is.LessThan(undefended.Low));
        // Each step down in epsilon may not raise the advantage beyond what the intervals leave open.
        Assert.That(defended.Prepend((double.PositiveInfinity, undefended)).Zip(defended), Is.All.Matches<((double, Rate) Before, (double, Rate) After)>(
            pair => pair.After.Item2.Low <= pair.Before.Item2.High));
        Assert.That(defended, Is.All.Matches<(double Epsilon, Rate Advantage)>(
            of => of.Advantage.Low <= AttackCeiling.OfCurve(Noised(name, of.Epsilon).Guarantees(TinyArms.Of(rounds: 6).Size).Single()).Advantage));
    }

    private static DefenseStack Noised(string name, double epsilon) => new(
        [name == "record-dp" ? new RecordDp { Epsilon = epsilon } : new LocalDp { Epsilon = epsilon }]);

    private static Rate Advantage(DefenseStack defense) =>
        TinyArms.Advantage(TinyArms.Of(rounds: 6) with { Defense = defense }, new CalibratedLoss(), new External());
}
