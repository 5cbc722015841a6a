using System.Text.Json.Serialization;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The calibrated loss of a client's local models, averaged over its rounds: mean loss of models without the record, less
/// mean_t ℓ(θ_t^k; z) (after Hu et al. 2021 and Zhu et al. 2025).
/// </summary>
/// <remarks>A record that every client of every reference held is calibrated by the mean over all other records.</remarks>
public sealed record UpdateLoss : ClientMembershipAttack<ClientUpdates>
{
    /// <summary>Whose loss is the usual one: that of references' clients without the record, or of the round's aggregate without the client.</summary>
    public UpdateCalibration Calibration { get; init; }

    /// <inheritdoc/>
    public override string Label => VariantLabel.Of(base.Label, Calibration == UpdateCalibration.Aggregate ? "aggregate" : null);

    internal override bool AsksUpdatesOfReferences => Calibration == UpdateCalibration.References;

    /// <inheritdoc/>
    protected override double[][] Score(
        ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var losses = seen.Losses(candidates).Means;
        if (Calibration == UpdateCalibration.Aggregate)
        {
            return [.. seen.LossesWithout(candidates).Means.Zip(losses, (without, own) => without.Zip(own, Score).ToArray())];
        }

        var usual = Without(references, candidates);
        return [.. losses.Select((of, i) => Array.ConvertAll(of, loss => Score(usual[i], loss)))];
    }

    private static double Score(double without, double loss) => double.IsNaN(loss) ? double.NegativeInfinity : without - loss;

    /// <summary>For each candidate the mean loss of clients of references that did not hold it.</summary>
    private static double[] Without(References<ClientUpdates> references, Candidates candidates)
    {
        var (sums, counts) = (new double[candidates.Count], new int[candidates.Count]);
        for (var r = 0; r < references.Count; r++)
        {
            var means = references.Seen(r).Losses(candidates).Means;
            for (var i = 0; i < means.Count; i++)
            {
                var (of, holder) = (means[i], references.Source(r, i));
                for (var k = 0; k < of.Length; k++)
                {
                    if (k != holder && !double.IsNaN(of[k]))
                    {
                        sums[i] += of[k];
                        counts[i]++;
                    }
                }
            }
        }

        var usual = sums.Sum() / Math.Max(1, counts.Sum());
        return [.. sums.Zip(counts, (sum, count) => count == 0 ? usual : sum / count)];
    }
}

/// <summary>What the loss of a client's local model is compared with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UpdateCalibration>))]
public enum UpdateCalibration
{
    /// <summary>The mean loss of references' clients that did not hold the record.</summary>
    [JsonStringEnumMemberName("references")]
    References,

    /// <summary>
    /// The loss of the aggregate without the client, θ_t + Σ_{j≠k} w_j·Δ_t^j/(1 − w_k), in the same round: no references (FedMIA without
    /// references, after Zhu et al. 2025). It is stated for a named client: between records it does not know which are easy.
    /// </summary>
    [JsonStringEnumMemberName("aggregate")]
    Aggregate,
}
