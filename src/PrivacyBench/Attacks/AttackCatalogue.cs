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
        ["modified-entropy"] = new(typeof(ModifiedEntropy), "How sure the final model is, counted against it where it is wrong.", "Song and Mittal 2021"),
        ["calibrated-loss"] = new(typeof(CalibratedLoss), "The final model's loss, less that of models without the record.", "Watson et al. 2022"),
        ["lira-online"] = new(typeof(LiraOnline), "The final model's logit: likelier among models with the record, or without it.", "Carlini et al. 2022"),
        ["lira-offline"] = new(typeof(LiraOffline), "How far the final model's logit lies above that of models without the record.", "Carlini et al. 2022"),
        ["rmia"] = new(typeof(Rmia), "The share of other records that the record dominates in likelihood, each against references.", "Zarifzadeh, Liu and Shokri 2024"),
        ["quantile"] = new(typeof(Quantile), "How far the final model's logit lies above what is usual for non-members of such features.", "Bertran et al. 2023"),
        ["label-only"] = new(typeof(LabelOnly), "The share of perturbed copies that keep their label: needs no scores.", "Choquette-Choo et al. 2021"),
        ["shadow-classifier"] = new(typeof(ShadowClassifier), "A classifier trained on what references say of their members and others.", "Shokri et al. 2017"),
        ["trajectory"] = new(typeof(Trajectory), "The logits under the global models of all rounds: likelier with the record, or without it.", "Zari et al. 2021"),
        ["update-loss"] = new(typeof(UpdateLoss), "The least loss of a client's local model, less that of models without the record.", "Zhu et al. 2025"),
        ["update-cosine"] = new(typeof(UpdateCosine), "How much a client's update looks like a step on the record.", "Li, Li, Ribeiro 2022"),
        ["update-norm"] = new(typeof(UpdateNorm), "How little a client's local model would still learn from the record.", "Nasr et al. 2019"),
        ["update-difference"] = new(typeof(UpdateDifference), "How much of a client's update a step on the record explains.", "Li, Li, Ribeiro 2022"),
        ["fedmia"] = new(typeof(FedMia), "How far a client's update lies above the other clients' in the same round.", "Zhu et al. 2025"),
        ["sum-cosine"] = new(typeof(SumCosine), "How much the sum of all updates looks like a step on the record.", "Li, Li, Ribeiro 2022"),
        ["gradient-ascent"] = new(typeof(GradientAscent), "Active: raises the loss of its targets and watches which fall back.", "Nasr et al. 2019"),
        ["canary-records"] = new(typeof(CanaryRecords), "Active: plants crafted records and tells which are in by the final model's loss.", "Carlini et al. 2019"),
        ["canary-updates"] = new(typeof(CanaryUpdates), "Active: plants clients with updates of known directions and tells which are in.", "Andrew et al. 2024"),
        ["canary-gradients"] = new(typeof(CanaryGradients), "Active: plants records with gradients of known directions and tells which are in.", "Nasr et al. 2021"),
        ["ckks-key-recovery"] = new(
            typeof(CkksKeyRecovery), "Solves the key of CKKS from ciphertexts and their decrypted sum, and opens every update.", "Li and Micciancio 2021"),
        ["source-loss"] = new(typeof(SourceLoss), "The client whose local models have the least loss on the record.", "Hu et al. 2021"),
        ["source-calibrated"] = new(typeof(SourceCalibrated), "The client that knows the record better than others of its class.", "this project, after Carlini et al. 2022"),
        ["source-cosine"] = new(typeof(SourceCosine), "The client whose updates look the most like steps on the record.", "after Zhu et al. 2025"),
        ["source-labels"] = new(typeof(SourceLabels), "The client that holds most of the record's class, by its output bias.", "after Gu and Bai 2023"),
        ["source-disaggregated"] = new(typeof(SourceDisaggregated), "The least loss, from sums of rounds with different participants.", "Lam et al. 2021"),
        ["source-inconsistent"] = new(typeof(SourceInconsistent), "Active: sends all but one client a model that learns nothing, so that the sum is the one's.", "Pasquini, Francati, Ateniese 2022"),
        ["source-residual"] = new(typeof(SourceResidual), "The least loss, from the sum without the adversary's own clients.", "after So et al. 2023"),
    };
}
