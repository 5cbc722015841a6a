using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Cli.Verbs;

/// <summary>A mechanism as <c>account</c> is told of it.</summary>
internal sealed record NoiseMechanism(string Name, double Noise, double Rate, string Adjacency, int Group)
{
    /// <summary>The mechanism, under its adjacency and for its group.</summary>
    public static IMechanism Of(NoiseMechanism given)
    {
        var units = given.Group * (given.Adjacency == "replace-one" ? 2 : 1);
        if (given.Rate < 1 && given.Name is not ("gaussian" or "laplace"))
        {
            throw new WrongInputException($"--sampling-rate: found a sample; allowed for {given.Name}: 1.");
        }

        return given.Name switch
        {
            "gaussian" when given.Rate < 1 && units == 2 && given.Group == 1 => new Gaussian(given.Noise, given.Rate).ReplacingOne(),
            "gaussian" when given.Rate < 1 && units > given.Group =>
                throw new WrongInputException("--group: found a sampled group under replace-one; allowed: add-or-remove, or a group of 1."),
            "gaussian" when units == 1 => new Gaussian(given.Noise, given.Rate),
            "gaussian" => new Gaussian(given.Noise, given.Rate).ForGroup(units),
            "laplace" when units == 1 => new Laplace(given.Noise, given.Rate),
            "laplace" => new Laplace(given.Noise, given.Rate).ForGroup(units),
            "discrete-gaussian" => new DiscreteGaussian(given.Noise, units),
            "skellam" => new Skellam(given.Noise * given.Noise, units, units),
            _ when given.Group == 1 => new RandomizedResponse(given.Noise),
            _ => throw new WrongInputException("--group: allowed for randomized-response: 1; a group's answers are as many steps."),
        };
    }

    /// <summary>The noise that calibration may choose from.</summary>
    public static (double Least, double Most) Range(NoiseMechanism given)
    {
        var units = given.Group * (given.Adjacency == "replace-one" ? 2 : 1);
        return given.Name switch
        {
            "gaussian" => given.Rate == 1 ? (0.001 * units, 300 * units) : units == 1 ? (0.05, 300) : (0.3, 300),
            "laplace" => (0.01 * units, 10_000),
            "discrete-gaussian" => (0.3, 10_000),
            "skellam" => (0.1, 10_000),
            _ => throw new WrongInputException("--mechanism: found randomized-response; its epsilon is its noise, so there is nothing to calibrate."),
        };
    }
}
