namespace PrivacyBench.Measurement;

/// <summary>Counts of answers for each resampling unit, from which any bootstrap sample's advantage follows by a weighted sum.</summary>
/// <param name="resampler">The resampler of the cell.</param>
internal sealed class Tally(Resampler resampler)
{
    private readonly Counts[] units = new Counts[resampler.Units];

    /// <summary>Adds the counts of a record.</summary>
    /// <param name="federation">The position of the federation in the cell.</param>
    /// <param name="record">The position of the record in the federation.</param>
    /// <param name="counts">What to add.</param>
    public void Add(int federation, int record, Counts counts)
    {
        ref var unit = ref units[resampler.UnitOf(federation, record)];
        unit = unit.Plus(counts, 1);
    }

    /// <summary>The counts of the sample with these weights.</summary>
    public Counts Total(ReadOnlySpan<int> weights)
    {
        var total = default(Counts);
        for (var unit = 0; unit < units.Length; unit++)
            total = total.Plus(units[unit], weights[unit]);
        return total;
    }
}
