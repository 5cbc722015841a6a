using CsCheck;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Tests.Accounting;

/// <summary>What must hold of every composition of sampled Gaussians, wherever its parameters lie.</summary>
internal sealed class AccountingPropertyTests
{
    // A bracket is up to this wide, relative; a comparison of two upper bounds may err by as much.
    private const double Width = 2e-3;
    private const int Samples = 25;

    private sealed record Case(double Sigma, double Rate, int Steps, double Delta)
    {
        public double Upper => Accountant.Epsilon(Composition, Delta).Upper;

        public (IMechanism, int)[] Composition => [(new Gaussian(Sigma, Rate), Steps)];
    }

    // The corners that are slow are in the reference file; here the middle.
    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Double[-0.3, 1.2].Select(log => Math.Pow(10, log)),
        Gen.Double[-3, 0].Select(log => Math.Pow(10, log)),
        Gen.Double[0.1, 3].Select(log => (int)Math.Pow(10, log)),
        Gen.Double[-12, -3].Select(log => Math.Pow(10, log)),
        (sigma, rate, steps, delta) => new Case(sigma, rate, steps, delta));

    [Test]
    public void More_noise_never_costs_more() => Cases.Sample(
        given => (given with { Sigma = given.Sigma * 1.1 }).Upper <= given.Upper * (1 + Width), iter: Samples, threads: 1);

    [Test]
    public void More_sampling_never_costs_less() => Cases.Sample(
        given => given.Upper <= (given with { Rate = Math.Min(1, given.Rate * 1.2) }).Upper * (1 + Width), iter: Samples, threads: 1);

    [Test]
    public void More_steps_never_cost_less() => Cases.Sample(
        given => given.Upper <= (given with { Steps = given.Steps + 1 + given.Steps / 5 }).Upper * (1 + Width), iter: Samples, threads: 1);

    [Test]
    public void A_larger_delta_never_costs_more() => Cases.Sample(
        given => (given with { Delta = given.Delta * 2 }).Upper <= given.Upper * (1 + Width), iter: Samples, threads: 1);

    [Test]
    public void Bounds_are_in_order_and_losses_are_tighter_than_divergences() => Cases.Sample(
        given =>
        {
            var account = Accountant.Epsilon(given.Composition, given.Delta);
            return account.Lower <= account.Upper
                && account.Upper <= RenyiAccountant.Epsilon(given.Composition, given.Delta).Epsilon * (1 + Width);
        },
        iter: Samples, threads: 1);

    [Test]
    public void It_does_not_matter_how_steps_are_grouped_and_ordered() => Gen.Select(Cases, Gen.Double[0.5, 2]).Sample(
        (given, factor) =>
        {
            var other = new Gaussian(Math.Min(300, given.Sigma * factor + 0.3), given.Rate);
            var first = given.Composition[0];
            var half = given.Steps / 2 + 1;
            var together = Accountant.Epsilon([first, (other, 2 * half)], given.Delta);
            var apart = Accountant.Epsilon([(other, half), first, (other, half)], given.Delta);
            return together.Upper >= apart.Lower * (1 - 1e-9) && apart.Upper >= together.Lower * (1 - 1e-9)
                && Math.Abs(apart.Upper - together.Upper) <= Width * together.Upper;
        },
        iter: 10, threads: 1);

    [Test]
    public void Sampling_everyone_is_no_sampling() => Cases.Sample(
        given =>
        {
            IMechanism mechanism = new Gaussian(given.Sigma);
            var sampled = mechanism.Losses[0].Sampled(1);
            var losses = LossAccountant.Epsilon([(sampled, given.Steps)], given.Delta, enough: 0);
            var exact = GaussianCurve.Epsilon(Math.Sqrt(given.Steps) / given.Sigma, given.Delta);
            return losses.Lower <= exact * (1 + 1e-9) && exact <= losses.Upper * (1 + 1e-9) && losses.Width <= Width * losses.Upper;
        },
        iter: Samples, threads: 1);

    [Test]
    public void One_step_is_bracketed_around_its_closed_form() => Cases.Sample(
        given =>
        {
            var once = given with { Steps = 1 };
            var exact = once.Upper;
            IMechanism mechanism = new Gaussian(given.Sigma, given.Rate);
            var losses = LossAccountant.Epsilon([(mechanism.Losses[0], 1)], given.Delta, enough: 0);
            return losses.Lower <= exact * (1 + 1e-9) && exact <= losses.Upper * (1 + 1e-9);
        },
        iter: Samples, threads: 1);

    [Test]
    public void A_group_of_one_is_one_unit_and_larger_groups_cost_more_but_no_more_than_in_general() => Cases.Sample(
        given =>
        {
            var gaussian = new Gaussian(Math.Max(1, given.Sigma), Math.Min(0.5, given.Rate));
            double Upper(IMechanism mechanism, double delta) => Accountant.Epsilon([(mechanism, 20)], delta).Upper;
            var one = Upper(gaussian, 1e-6);
            var delta = 1e-6 * (1 + Math.Exp(one));
            return Math.Abs(Upper(gaussian.ForGroup(1), 1e-6) - one) <= Width * one
                && (delta > 0.01 || Upper(gaussian.ForGroup(2), delta) <= 2 * one * (1 + Width));
        },
        iter: 5, threads: 1);
}
