using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Differentially private SGD in each client's local training: every record joins a step with probability q, its gradient is clipped to norm
/// C, and the sum gets N(0, (σC)²I) (Abadi et al. 2016). Whatever leaves a client is protected, record by record.
/// </summary>
/// <remarks>
/// q is the scenario's batch size over the records of a client, so a batch has the scenario's size on average. A client is counted in every
/// round, from every position, since one that does not take part brings no noise either (see <see cref="LocalDp"/>); the draws of records
/// inside it are seen by nobody. The noise is of floating-point numbers from a statistical generator: an evaluation, not a release.
/// </remarks>
public sealed record RecordDp : NoisyDefense
{
    /// <summary>q once the federation is known.</summary>
    internal double Rate { get; init; }

    /// <summary>Weights by record counts would tell the counts, which no noise hides.</summary>
    public override bool CountsClientsAlike => true;

    /// <inheritdoc/>
    public override LocalTraining Train(LocalTraining local) => local with { Private = new(Clip, Noise, Rate) };

    /// <inheritdoc/>
    public override Defense For(FederationSize federation) => (RecordDp)base.For(federation) with { Rate = Sampling(federation) };

    /// <inheritdoc/>
    public override IReadOnlyList<Guarantee> Guarantees(FederationSize federation)
    {
        var complete = (RecordDp)For(federation);
        return
        [
            Accounted(
                [(new Gaussian(complete.Noise, complete.Rate), Steps(federation))], "record",
                FormattableString.Invariant($"{Steps(federation)} steps, Poisson sampling at rate {complete.Rate:0.####}"), federation,
                [.. ThreatPositions.Catalogue.Entries.Keys]),
        ];
    }

    private protected override double NoiseFor(double epsilon, FederationSize federation) =>
        Calibration.NoiseMultiplier(epsilon, Delta, Sampling(federation), Steps(federation));

    private protected override void Check(FederationSize federation)
    {
        if (federation.Local.Epochs == 0)
        {
            throw new ArgumentException("record-dp protects the steps of local training, and federation.local.epochs is 0.");
        }
    }

    private static double Sampling(FederationSize federation) =>
        Math.Min(1, (double)(federation.Local.BatchSize ?? federation.RecordsPerClient) / federation.RecordsPerClient);

    private static int Steps(FederationSize federation) =>
        federation.Rounds * federation.Local.Epochs * new PrivateSteps(1, 1, Sampling(federation)).PerEpoch;
}
