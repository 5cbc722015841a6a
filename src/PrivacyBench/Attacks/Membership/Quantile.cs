using MathNet.Numerics.Statistics;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// How far the final model's scaled logit φ lies above what is usual for a non-member with such features: (φ − μ(z))/σ(z), with μ and ln σ
/// a small network's, fitted by the Gaussian likelihood of φ on records that nobody trains on. Every quantile q(z) of that normal
/// distribution is a threshold on this score. No references (Bertran et al. 2023, section 3, the Gaussian form).
/// </summary>
public sealed record Quantile : MembershipAttack<FinalModel>
{
    private const int MostRecords = 1000;

    // e^±4 deviations: beyond that the likelihood of a few records would run away.
    private const float WidestLogSpread = 4;

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var population = Population.Of(candidates, this);
        var usual = seen.Query(population);
        var known = random.Named("population").Permutation(population.Count)[..Math.Min(MostRecords, population.Count)];
        var logits = Array.ConvertAll(known, usual.ScaledLogit);
        var (centre, spread) = (logits.Mean(), Math.Max(1e-9, logits.PopulationStandardDeviation()));
        var network = SmallNetwork.Fit(
            Array.ConvertAll(known, i => Inputs(population, i)),
            2,
            (i, outputs, derivatives) => GaussianLoss((float)((logits[i] - centre) / spread), outputs, derivatives),
            random.Named("network"));
        var target = seen.Query(candidates);
        return
        [
            .. Enumerable.Range(0, candidates.Count).Select(i =>
            {
                var normal = network.Outputs(Inputs(candidates, i));
                return (((target.ScaledLogit(i) - centre) / spread) - normal[0]) / Math.Exp(Clamped(normal[1]));
            }),
        ];
    }

    /// <summary>ln σ + ½((φ − μ)/σ)², its outputs being μ and ln σ.</summary>
    private static double GaussianLoss(float logit, ReadOnlySpan<float> outputs, Span<float> derivatives)
    {
        var logSpread = Clamped(outputs[1]);
        var precision = MathF.Exp(-logSpread);
        var residual = (logit - outputs[0]) * precision;
        derivatives[0] = -residual * precision;
        derivatives[1] = 1 - (residual * residual);
        return logSpread + (0.5 * residual * residual);
    }

    private static float Clamped(float logSpread) => Math.Clamp(logSpread, -WidestLogSpread, WidestLogSpread);

    /// <summary>The record's features and its label, one place a class.</summary>
    private static float[] Inputs(Candidates records, int record)
    {
        var features = records.Data.Record(records.Records[record]);
        var inputs = new float[features.Length + records.Data.ClassNames.Count];
        features.CopyTo(inputs);
        inputs[features.Length + records.Label(record)] = 1;
        return inputs;
    }
}
