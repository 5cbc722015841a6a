namespace PrivacyBench.Defenses;

/// <summary>The defenses that a scenario can name.</summary>
public static class DefenseCatalogue
{
    /// <summary>The defenses by name.</summary>
    public static Catalogue<Defense> Defenses { get; } = new()
    {
        ["local-dp"] = new(typeof(LocalDp), "Each client clips and noises its update before it leaves.", "Balle and Wang 2018"),
        ["record-dp"] = new(typeof(RecordDp), "Clients train by DP-SGD: each record's gradient is clipped, each step noised.", "Abadi et al. 2016"),
        ["client-dp"] = new(typeof(ClientDp), "The server clips each update (clients do beside a sum-only aggregation) and noises the sum; it protects from clients and outsiders.", "McMahan et al. 2018; Andrew et al. 2021"),
        ["distributed-dp"] = new(typeof(DistributedDp), "Each client adds a share of integer noise to a sum that alone is seen.", "Kairouz, Liu, Steinke 2021; Agarwal, Kairouz, Liu 2021"),
        ["additive-shares"] = new(typeof(AdditiveShares), "Clients split updates into shares for aggregators; the server gets the sum alone.", "Damgård et al. 2012"),
        ["shamir-shares"] = new(typeof(ShamirShares), "Clients split updates into shares of which a threshold of aggregators opens the sum; some may be lost.", "Shamir 1979; Franklin and Yung 1992"),
        ["verified-shares"] = new(typeof(VerifiedShares), "As additive shares, and an aggregator that changes the sum is caught before it is released.", "Damgård et al. 2012"),
        ["secure-aggregation"] = new(typeof(SecureAggregation), "Clients mask updates in pairs; the masks cancel in the sum.", "Bonawitz et al. 2017; Bell et al. 2020"),
        ["bfv"] = new(typeof(Bfv), "Updates are added under BFV encryption; all clients hold the key, the server does not.", "Brakerski 2012; Fan and Vercauteren 2012"),
        ["ckks"] = new(typeof(Ckks), "Updates are added under CKKS encryption; all clients hold the key, the server does not.", "Cheon, Kim, Kim, Song 2017"),
        ["threshold-bfv"] = new(typeof(ThresholdBfv), "Updates are added under BFV; the clients share the key and decrypt the sum together.", "Mouchet et al. 2021"),
        ["threshold-ckks"] = new(typeof(ThresholdCkks), "Updates are added under CKKS; the clients share the key and decrypt the sum together.", "Mouchet et al. 2021"),
    };
}
