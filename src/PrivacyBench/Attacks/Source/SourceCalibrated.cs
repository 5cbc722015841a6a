using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Names the client whose local models know the record, and not only its class. Two things are weighed: how far the client's logit φ
/// of the record lies above those of clients of references that did not hold it, in their spreads, so that what is easy for
/// everybody names nobody; and how well the client knows public records of the class. The weights are the likeliest on the
/// references (this project, after Carlini et al. 2022).
/// </summary>
/// <remarks>
/// φ = −ln(e^ℓ − 1) says the same as the loss ℓ and is nearer to normal; it is averaged over the client's rounds, each round's mean
/// taken off. Without public records it is weighed alone.
/// </remarks>
public sealed record SourceCalibrated : SourceAttack<ClientUpdates>
{
    private const int RecordsForFit = 500;

    /// <inheritdoc/>
    protected override double[][] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var usual = new UsualScores(candidates.Count);
        for (var r = 0; r < references.Count; r++)
        {
            usual.Add(references.Seen(r).Logits(candidates).MeansWithinRounds, i => references.Source(r, i));
        }

        double[] Features(ClientUpdates of, int i, int k) =>
        [
            usual.Standardised(i, of.Logits(candidates).MeansWithinRounds[i][k]),
            candidates.Population is { Count: > 0 } population ? of.ClassLogits(population)[k][candidates.Label(i)] : 0,
        ];
        double[] weights = Weights(references, candidates, Features);
        return
        [
            .. Enumerable.Range(0, candidates.Count).Select(i => Enumerable.Range(0, seen.Clients)
                .Select(k => Features(seen, i, k).Zip(weights, (x, w) => x * w).Sum())
                .Select(score => double.IsNaN(score) ? double.NegativeInfinity : score).ToArray()),
        ];
    }

    private static double[] Weights(References<ClientUpdates> references, Candidates candidates, Func<ClientUpdates, int, int, double[]> features)
    {
        var members = Enumerable.Range(0, references.Count).SelectMany(r => Enumerable.Range(0, candidates.Count)
            .Where(i => references.IsMember(r, i)).Select(i => (Reference: r, Record: i))).ToArray();
        var every = (members.Length / RecordsForFit) + 1;
        var known = members.Where((_, n) => n % every == 0).Select(of => (
            Features: Enumerable.Range(0, references.Seen(of.Reference).Clients).Select(k => features(references.Seen(of.Reference), of.Record, k)).ToArray(),
            Source: references.Source(of.Reference, of.Record))).Where(of => !of.Features.Any(x => x.Any(double.IsNaN))).ToArray();
        return known.Length == 0 ? [1, 0] : ConditionalLogit.Fit(known);
    }
}
