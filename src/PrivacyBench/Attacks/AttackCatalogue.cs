using PrivacyBench.Attacks.Membership;
using PrivacyBench.Attacks.Source;

namespace PrivacyBench.Attacks;

/// <summary>The attacks that a scenario can name.</summary>
public static class AttackCatalogue
{
    /// <summary>The attacks by name.</summary>
    public static Catalogue<Attack> Attacks { get; } = new()
    {
        ["loss-threshold"] = new(typeof(LossThreshold), "The final model's loss on the record.", "Yeom et al. 2018"),
        ["lira-offline"] = new(typeof(LiraOffline), "How far the final model's logit lies above that of models without the record.", "Carlini et al. 2022"),
        ["source-loss"] = new(typeof(SourceLoss), "The client whose local models have the least loss on the record.", "Hu et al. 2021"),
    };
}
