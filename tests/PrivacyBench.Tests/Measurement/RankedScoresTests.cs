using CsCheck;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class RankedScoresTests
{
    private static readonly double[] Rates = [0.05, 0.1, 0.5];

    // Few different scores, so that ties are common; a weight for each of three federations, none of them zero for all.
    private static readonly Gen<(int Score, bool Member)[][]> Cells = Gen.Select(Gen.Int[0, 6], Gen.Bool).Array[1, 12].Array[3]
        .Where(cell => cell.SelectMany(records => records).Select(record => record.Item2).Distinct().Count() == 2);

    [Test]
    public void A_sweep_agrees_with_the_definitions_for_any_weights() => Gen.Select(Cells, Gen.Int[0, 3].Array[3]).Sample((cell, weights) =>
    {
        ScoredFederation[] federations = [.. cell.Select((records, f) => new ScoredFederation(
            f,
            [.. Enumerable.Range(0, records.Length)],
            [.. records.Select(record => (double)record.Score)],
            [.. records.Select(record => record.Member)]))];
        var scores = new RankedScores(federations, Resampler.Of([.. federations.Select(federation => federation.Members)], MembershipMeasures.RecordsOf(federations)));
        var sample = cell.SelectMany((records, f) => Enumerable.Repeat(records, weights[f])).SelectMany(records => records).ToArray();
        double[] members = [.. sample.Where(record => record.Member).Select(record => (double)record.Score)];
        double[] nonMembers = [.. sample.Where(record => !record.Member).Select(record => (double)record.Score)];
        var rates = new double[Rates.Length];
        var auc = scores.Sweep(weights, Rates, rates);
        if (members.Length == 0 || nonMembers.Length == 0)
        {
            Assert.That(rates.Append(auc), Is.All.NaN);
            return;
        }

        Assert.That(auc, Is.EqualTo(NaiveMeasures.Auc(members, nonMembers)).Within(1e-12));
        foreach (var (i, fpr) in Rates.Index())
            Assert.That(rates[i], Is.EqualTo(NaiveMeasures.TprAtFpr(members, nonMembers, fpr)).Within(1e-12));
    });
}
