using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Plants crafted records with clients, each by a fair coin, and tells which are in by the loss of the final model, less the mean loss in
/// references without the record (after Carlini et al. 2019 and Nasr et al. 2023).
/// </summary>
public sealed record CanaryRecords : MembershipAttack<FinalModel>, ICanaryAttack
{
    /// <summary>
    /// "mislabelled": records that nobody holds, with another label than their own. "out-of-distribution": each feature taken from
    /// another record, with a random label.
    /// </summary>
    [AllowedValues("mislabelled", "out-of-distribution")]
    public string Records { get; init; } = "mislabelled";

    /// <summary>Canaries for each client, at least 1; half of them are in on average.</summary>
    [Range(1, 1000)]
    public int PerClient { get; init; } = 4;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({Records})";

    /// <inheritdoc/>
    public bool AreClients => false;

    /// <inheritdoc/>
    public bool NeedsReferences => true;

    /// <inheritdoc/>
    public CraftedRecords Craft(Candidates known, int clients, RandomStream random)
    {
        var (width, count) = (known.Data.FeatureCount, PerClient * clients);
        var features = new float[count * width];
        var labels = new int[count];
        var classes = known.Data.ClassNames.Count;
        for (var i = 0; i < count; i++)
        {
            var own = random.Below(known.Count);
            for (var j = 0; j < width; j++)
            {
                var from = Records == "mislabelled" ? own : random.Below(known.Count);
                features[(i * width) + j] = known.Data.Record(known.Records[from])[j];
            }

            labels[i] = (known.Label(own) + 1 + random.Below(classes - 1)) % classes;
        }

        return new(features, labels);
    }

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random) =>
        CalibratedLoss.Scores(seen, references, candidates);
}
