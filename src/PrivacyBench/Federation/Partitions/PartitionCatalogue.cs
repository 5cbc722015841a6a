namespace PrivacyBench.Federation.Partitions;

/// <summary>The partitions that a scenario can name.</summary>
public static class PartitionCatalogue
{
    /// <summary>The partitions by name.</summary>
    public static Catalogue<Partition> Partitions { get; } = new()
    {
        ["iid"] = new(typeof(Iid), "Every client draws from the same distribution.", "McMahan et al. 2017"),
        ["dirichlet"] = new(typeof(Dirichlet), "Label skew: each client's label distribution is drawn from Dirichlet(alpha).", "Hsu, Qi, Brown 2019"),
        ["pathological"] = new(typeof(Pathological), "Label skew: each client holds records of a few labels only.", "Li et al. 2022"),
        ["shards"] = new(typeof(Shards), "Label skew: each client is dealt some shards of the records sorted by label.", "McMahan et al. 2017"),
        ["quantity-lognormal"] = new(typeof(QuantityLogNormal), "Quantity skew: client sizes follow a log-normal distribution.", "Caldas et al. 2018"),
        ["quantity-dirichlet"] = new(typeof(QuantityDirichlet), "Quantity skew: client sizes follow a Dirichlet distribution.", "Li et al. 2022"),
        ["feature-noise"] = new(typeof(FeatureNoise), "Feature skew: each client records with its own level of noise.", "Li et al. 2022"),
        ["feature-rotation"] = new(typeof(FeatureRotation), "Feature skew: each client holds its images turned by an angle of its own.", "Ghifary et al. 2015"),
        ["natural"] = new(typeof(Natural), "Each client is one of the data set's own: a hospital, a person, a role.", "Caldas et al. 2018"),
    };
}
