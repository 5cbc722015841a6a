using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>Defenses that work together, in order: clients apply them first to last, the server last to first.</summary>
/// <param name="Defenses">The defenses; empty for the undefended federation.</param>
public sealed record DefenseStack(IReadOnlyList<Defense> Defenses)
{
    /// <summary>The undefended federation.</summary>
    public static DefenseStack None { get; } = new([]);

    // What exists only where a defense makes it.
    private static readonly Withheld[] NotThere =
        [new(typeof(EncryptedUpdates), "This position sees no updates under approximate encryption beside their decrypted sum.")];

    /// <summary>The name in reports.</summary>
    public string Label => Defenses.Count == 0 ? "none" : string.Join(" + ", Defenses.Select(d => d.Label));

    /// <summary>What the defenses together withhold from a position.</summary>
    public IReadOnlyList<Withheld> Hides(ThreatPosition position) =>
        [.. Defenses.SelectMany(d => d.Hides(position).Select(w => w with { Assumption = d.Assumption })), .. NotThere.Where(absent => !Defenses.Any(d => d.Reveals(absent.Observation, position)))];

    /// <summary>What must be so for what they hide to stay hidden; null where they hide nothing.</summary>
    public string? Assumption => Defenses.Select(d => d.Assumption).OfType<string>().ToList() is { Count: > 0 } assumed ? string.Join("; ", assumed) : null;

    /// <summary>What the defenses want said about how they were set up.</summary>
    public IReadOnlyList<string> Warnings => [.. Defenses.SelectMany(d => d.Warnings)];

    /// <summary>Whether a position still sees each client's update.</summary>
    public bool ShowsUpdates(ThreatPosition position) => PositionViews.Offered(position, Hides(position)).Contains(typeof(ClientUpdates));

    /// <summary>The defenses with the parameters that depend on the federation filled in.</summary>
    /// <exception cref="ArgumentException">Two of them sum the updates, or parameters do not fit the federation.</exception>
    public DefenseStack For(FederationSize federation)
    {
        var summing = Defenses.Where(d => d.SumsUpdates).ToArray();
        return summing.Length <= 1
            ? new([.. Met(federation).Select(of => of.Defense.For(of.Federation))])
            : throw new ArgumentException($"Only one defense can sum the updates, but {string.Join(" and ", summing.Select(d => d.Label))} both do.");
    }

    /// <summary>The same defenses with the noise of each multiplied by a factor above 0.</summary>
    internal DefenseStack WithNoise(double factor, FederationSize federation) => new(
        [.. Defenses.Zip(For(federation).Defenses, (written, complete) => complete is NoisyDefense noisy ? noisy.WithNoise(factor) : written)]);

    /// <summary>What each of the defenses promises.</summary>
    public IReadOnlyList<Guarantee> Guarantees(FederationSize federation) => [.. Met(federation).SelectMany(of => of.Defense.Guarantees(of.Federation))];

    /// <summary>Each defense with the federation as it meets it: the one that sums meets what the others make travel.</summary>
    private IEnumerable<(Defense Defense, FederationSize Federation)> Met(FederationSize federation)
    {
        var met = federation with { SumsUpdates = Defenses.Any(d => d.SumsUpdates) };
        var travelling = Defenses.Where(d => !d.SumsUpdates).Aggregate(met, (size, defense) => defense.Shape(size));
        return Defenses.Select(defense => (defense, defense.SumsUpdates ? travelling : met));
    }
}
