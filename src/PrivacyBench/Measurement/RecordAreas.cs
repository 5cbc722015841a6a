using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace PrivacyBench.Measurement;

/// <summary>
/// For every record the area under the curve over federations: whether those that trained on it score it above those that did not
/// (the per-example view of Carlini et al. 2022, section VII). Scores are compared by their rank in their own federation, so that one
/// federation's scale does not matter.
/// </summary>
internal sealed class RecordAreas
{
    private readonly Dictionary<int, Sides> sides;
    private readonly IReadOnlyList<ScoredFederation> cell;

    private RecordAreas(IReadOnlyList<ScoredFederation> cell, Dictionary<int, Sides> sides)
    {
        (this.cell, this.sides) = (cell, sides);
        Measured = [.. sides.Keys.Where(record => Inside(record) > 0 && Outside(record) > 0).Order()];
    }

    /// <summary>The records that some federation trained on and some did not, ascending.</summary>
    public IReadOnlyList<int> Measured { get; }

    public static RecordAreas Of(IReadOnlyList<ScoredFederation> cell)
    {
        var ranks = cell.SelectMany((federation, f) =>
        {
            double[] sorted = [.. federation.Scores.Order()];
            return federation.Records.Select((record, r) => (record, Member: federation.Members[r], Rank: new Ranked(f, Rank(sorted, federation.Scores[r]))));
        });
        return new(cell, ranks.GroupBy(of => of.record).ToDictionary(group => group.Key, group => new Sides(
            [.. group.Where(of => of.Member).Select(of => of.Rank)], [.. group.Where(of => !of.Member).Select(of => of.Rank)])));
    }

    public int Inside(int record) => sides[record].Inside.Length;

    public int Outside(int record) => sides[record].Outside.Length;

    /// <summary>The area of a record.</summary>
    public double Area(int record) => Area(record, [.. cell.Select(_ => 1)]);

    /// <summary>The area of a record, where each federation counts as often as its weight says; NaN where a side is missing.</summary>
    private double Area(int record, int[] weights)
    {
        double wins = 0, pairs = 0;
        foreach (var inside in sides[record].Inside)
        {
            foreach (var outside in sides[record].Outside)
            {
                double count = weights[inside.Federation] * weights[outside.Federation];
                pairs += count;
                wins += count * (inside.Rank > outside.Rank ? 1 : inside.Rank == outside.Rank ? 0.5 : 0);
            }
        }

        return wins / pairs;
    }

    /// <summary>
    /// The chance of such an area or more without a leak: exact where the record's federations all come above the others, else the normal
    /// approximation of the rank sum with a correction for continuity (Mann and Whitney 1947).
    /// </summary>
    public double PValue(int record)
    {
        double inside = Inside(record), outside = Outside(record);
        var area = Area(record);
        var deviation = Math.Sqrt((inside + outside + 1) / (12 * inside * outside));
        return area == 1 ? LeastPValue(record) : Math.Max(LeastPValue(record), Normal.CDF(0, 1, (0.5 + (0.5 / (inside * outside)) - area) / deviation));
    }

    /// <summary>The chance that all federations with the record come above all others without a leak: one over the number of orders.</summary>
    public double LeastPValue(int record) => Math.Exp(-SpecialFunctions.BinomialLn(Inside(record) + Outside(record), Inside(record)));

    /// <summary>The mean area of the records that are chosen on one half, on the other half; null with fewer than two federations a side.</summary>
    public Rate? HeldOut(int chosen, RandomStream random, Intervals intervals)
    {
        bool[][] members = [.. cell.Select(federation => federation.Members)];
        var resampler = Resampler.Of(members, MembershipMeasures.RecordsOf(cell));
        if (resampler.Unit == ResamplingUnit.RecordsOnly)
            return null;
        int[] halves = [.. Folds.Of(members, random).Select(of => of.FirstOrDefault())];
        var picked = Enumerable.Range(0, 2).Select(half => Most(chosen, [.. halves.Select(other => other == half ? 1 : 0)]).ToArray()).ToArray();
        var rate = Bootstrap.Rates(
            1,
            _ => (weights, values) => values[0] = MeanOnOther(picked, halves, weights),
            resampler,
            intervals with { Scope = IntervalScope.TheseRecords },
            random.Named("exposed"))[0];
        return double.IsFinite(rate.Value) && double.IsFinite(rate.Low)
            ? rate.Stretched(resampler.HalvesWidening(intervals.Confidence)).Within(0, 1)
            : null;
    }

    private double MeanOnOther(int[][] picked, int[] halves, ReadOnlySpan<int> weights)
    {
        var areas = new List<double>();
        for (var half = 0; half < picked.Length; half++)
        {
            var others = weights.ToArray();
            for (var f = 0; f < others.Length; f++)
                others[f] = halves[f] == half ? 0 : others[f];
            areas.AddRange(picked[half].Select(record => Area(record, others)));
        }

        return areas.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
    }

    private IEnumerable<int> Most(int count, int[] weights) => Measured
        .Select(record => (record, Area: Area(record, weights))).Where(of => double.IsFinite(of.Area))
        .OrderByDescending(of => of.Area).ThenBy(of => of.record).Take(count).Select(of => of.record);

    /// <summary>The share of scores below, those equal counting half.</summary>
    private static double Rank(double[] sorted, double score)
    {
        int Below(Func<double, bool> isBelow)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = isBelow(sorted[middle]) ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        return (Below(other => other < score) + Below(other => other <= score)) / (2.0 * sorted.Length);
    }

    private readonly record struct Ranked(int Federation, double Rank);

    private sealed record Sides(Ranked[] Inside, Ranked[] Outside);
}
