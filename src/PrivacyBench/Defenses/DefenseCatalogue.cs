namespace PrivacyBench.Defenses;

/// <summary>The defenses that a scenario can name.</summary>
public static class DefenseCatalogue
{
    /// <summary>The defenses by name.</summary>
    public static Catalogue<Defense> Defenses { get; } = new()
    {
        ["local-dp"] = new(typeof(LocalDp), "Each client clips and noises its update before it leaves.", "Balle and Wang 2018"),
        ["additive-shares"] = new(typeof(AdditiveShares), "Clients split updates into shares for aggregators; the server gets the sum alone.", "Damgård et al. 2012"),
    };
}
