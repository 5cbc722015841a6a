namespace PrivacyBench.Measurement;

/// <summary>The pooled ROC curve of a cell on a grid for logarithmic axes.</summary>
public static class Roc
{
    /// <summary>
    /// The curve at false positive rates spaced evenly in their logarithm, from that of one false positive to 1, with a pointwise band.
    /// A tie between scores is a straight segment, as of an attack that splits it by a coin.
    /// </summary>
    /// <param name="cell">The scored federations; together they hold members and non-members.</param>
    /// <param name="random">The stream of the bootstrap.</param>
    /// <param name="points">The number of points, at least 2.</param>
    /// <param name="intervals">Confidence and number of draws; <see cref="Intervals.Default"/> when null.</param>
    /// <exception cref="ArgumentException">The cell has no federation, no members or no non-members.</exception>
    public static IReadOnlyList<RocPoint> Of(
        IReadOnlyList<ScoredFederation> cell, RandomStream random, int points = 61, Intervals? intervals = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var resampler = Resampler.Of(MembershipMeasures.MembersOf(cell), MembershipMeasures.RecordsOf(cell));
        var nonMembers = cell.Sum(federation => federation.Members.Count(member => !member));
        double[] grid = [.. Enumerable.Range(0, points).Select(i => Math.Pow(nonMembers, ((double)i / (points - 1)) - 1))];
        Bootstrap.Statistics Over(Resampler units)
        {
            var scores = new RankedScores(cell, units);
            return (weights, values) => scores.Sweep(weights, grid, values, splitsTies: true);
        }

        var rates = Bootstrap.Rates(
            points,
            Over,
            resampler,
            intervals ?? Intervals.Default,
            random);
        return [.. rates.Select((rate, i) => new RocPoint(grid[i], rate.Within(0, 1), TprAtFpr.CanResolve(grid[i], nonMembers)))];
    }
}
