using NUnit.Framework;
using PrivacyBench.Reports.Gates;

namespace PrivacyBench.NUnit;

/// <summary>Privacy constraints beside NUnit's own, for <c>Assert.That(evaluation, …)</c>.</summary>
public static class PrivacyConstraints
{
    extension(Is)
    {
        /// <summary>The strongest adversary's advantage is at most this; goes on with <c>.For(goal).From(position)</c>.</summary>
        public static AdvantageConstraint AdvantageAtMost(double advantage) => new(atMost: advantage);

        /// <summary>The defense takes away at least this share of the undefended advantage; goes on with <c>.For(goal).From(position)</c>.</summary>
        public static AdvantageConstraint AdvantageShrunkBy(double share) => new(shrinksBy: share);

        /// <summary>The attacks do not refute a claimed guarantee.</summary>
        public static EpsilonConstraint EpsilonConsistentWith(double claimed, double delta) => new(claimed, delta);

        /// <summary>No number is worse than recorded.</summary>
        public static BaselineConstraint NotWorseThan(Baseline baseline) => new(baseline);
    }
}

/// <summary>The positive control as a constraint, for <c>Assert.That(evaluation, Has.AttackPower)</c>.</summary>
public static class PowerConstraints
{
    extension(Has)
    {
        /// <summary>The attacks do learn something where nothing protects.</summary>
        public static PowerConstraint AttackPower => new();
    }
}
