namespace PrivacyBench.Federation.Partitions;

/// <summary>The partitions that a scenario can name.</summary>
public static class PartitionCatalogue
{
    /// <summary>The partitions by name.</summary>
    public static Catalogue<Partition> Partitions { get; } = new()
    {
        ["iid"] = new(typeof(Iid), "Every client draws from the same distribution.", "McMahan et al. 2017"),
        ["dirichlet"] = new(typeof(Dirichlet), "Label skew: each client's label distribution is drawn from Dirichlet(alpha).", "Hsu, Qi, Brown 2019"),
    };
}
