namespace PrivacyBench.Defenses;

/// <summary>The defenses that a scenario can name.</summary>
public static class DefenseCatalogue
{
    /// <summary>The defenses by name.</summary>
    public static Catalogue<Defense> Defenses { get; } = new()
    {
    };
}
