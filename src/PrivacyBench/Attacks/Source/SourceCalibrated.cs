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

    internal override bool AsksUpdatesOfReferences => true;

    /// <inheritdoc/>
    protected override double[][] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var usual = new UsualScores(candidates.Count);
        for (var r = 0; r < references.Count; r++)
        {
            usual.Add(references.Seen(r).Logits(candidates).MeansWithinRounds, i => references.Source(r, i));
        }

        var (target, weights) = (new Knowledge(seen, candidates), Weights(references, candidates, usual));
        var scores = Enumerable.Range(0, candidates.Count).Select(_ => new double[seen.Clients]).ToArray();
        for (var i = 0; i < scores.Length; i++)
        {
            for (var k = 0; k < seen.Clients; k++)
            {
                var score = (weights[0] * target.OfRecord(usual, i, k)) + (weights[1] * target.OfClass(i, k));
                scores[i][k] = double.IsNaN(score) ? double.NegativeInfinity : score;
            }
        }

        return scores;
    }

    private static double[] Weights(References<ClientUpdates> references, Candidates candidates, UsualScores usual)
    {
        var all = Enumerable.Range(0, references.Count).Sum(r => references.Members(r).Count(true));
        var (every, next) = ((all / RecordsForFit) + 1, 0);
        var known = new List<(double[][] Features, int Source)>();
        for (var r = 0; r < references.Count; r++)
        {
            var clients = new Knowledge(references.Seen(r), candidates);
            for (var i = 0; i < candidates.Count; i++)
            {
                if (references.IsMember(r, i) && next++ % every == 0 && clients.OfClients(usual, i) is var features && !features.Any(x => x.Any(double.IsNaN)))
                {
                    known.Add((features, references.Source(r, i)));
                }
            }
        }

        return known.Count == 0 ? [1, 0] : ConditionalLogit.Fit(known);
    }

    /// <summary>How well a federation's clients know records, and the records' classes.</summary>
    private sealed class Knowledge(ClientUpdates of, Candidates candidates)
    {
        private readonly IReadOnlyList<double[]> records = of.Logits(candidates).MeansWithinRounds;
        private readonly IReadOnlyList<double[]>? classes = candidates.Population is { Count: > 0 } population ? of.ClassLogits(population) : null;

        public double OfRecord(UsualScores usual, int record, int client) => usual.Standardised(record, records[record][client]);

        public double OfClass(int record, int client) => classes is null ? 0 : classes[client][candidates.Label(record)];

        public double[][] OfClients(UsualScores usual, int record) =>
            [.. records[record].Select((_, client) => new[] { OfRecord(usual, record, client), OfClass(record, client) })];
    }
}
