using PrivacyBench.Data;

namespace PrivacyBench.Attacks.Membership;

/// <summary>The records of the same distribution that nobody trains on.</summary>
internal static class Population
{
    /// <summary>The population of some candidates.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Candidates Of(Candidates candidates, Attack attack) => candidates.Population is { Count: > 0 } population
        ? population
        : throw new InvalidOperationException($"{attack.Label} needs records that nobody trains on, and there are none.");
}
