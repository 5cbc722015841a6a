using MathNet.Numerics.Distributions;

namespace PrivacyBench.Measurement;

/// <summary>
/// Draws bootstrap samples of a cell as weights: how often each unit is in the sample. A unit is a federation or a record, see
/// <see cref="ResamplingUnit"/>; every record belongs to one unit.
/// </summary>
/// <remarks>
/// The records of a federation share a model, so federations are resampled first. Resampling the records inside again would count
/// their noise twice, because the federations' rates already carry it (Davison and Hinkley 1997, section 3.8): with five or more
/// federations they are therefore taken whole. Fewer federations make too few different samples, and the second level stays in as
/// the cautious choice. Inside a federation members and non-members are drawn apart, so that no sample lacks either.
/// </remarks>
internal sealed class Resampler
{
    private const int FewestWholeFederations = 5;
    private readonly int[] offsets;
    private readonly int[][][] strata;

    /// <param name="federations">For each federation, the stratum (such as: member or not) of each record.</param>
    public Resampler(IReadOnlyList<bool[]> federations)
    {
        Federations = federations.Count;
        Unit = Federations switch
        {
            1 => ResamplingUnit.RecordsOnly,
            < FewestWholeFederations => ResamplingUnit.FederationsAndRecords,
            _ => ResamplingUnit.Federations,
        };
        offsets = new int[Federations + 1];
        for (var f = 0; f < Federations; f++)
            offsets[f + 1] = offsets[f] + federations[f].Length;
        strata = [.. federations.Select((records, f) => Strata(records, offsets[f]))];
        Units = Unit == ResamplingUnit.Federations ? Federations : offsets[^1];
    }

    public ResamplingUnit Unit { get; }

    public int Units { get; }

    public int Federations { get; }

    /// <summary>The unit of a record, by the positions of its federation and of itself in it.</summary>
    public int UnitOf(int federation, int record) => Unit == ResamplingUnit.Federations ? federation : offsets[federation] + record;

    /// <summary>The weights of one bootstrap sample, written over <paramref name="weights"/>.</summary>
    public void Draw(RandomStream random, Span<int> weights)
    {
        weights.Clear();
        for (var draw = 0; draw < Federations; draw++)
        {
            var federation = Federations == 1 ? 0 : random.Below(Federations);
            if (Unit == ResamplingUnit.Federations)
                weights[federation]++;
            else
                DrawRecords(random, strata[federation], weights);
        }
    }

    /// <summary>
    /// The percentile of the draws that is the lower end of the interval; the upper end mirrors it. Few federations make percentile
    /// intervals too short, so the level is the one at which a normal percentile would give Student's interval (the expanded
    /// percentile interval of Hesterberg 2015, "What Teachers Should Know About the Bootstrap", section 5.3).
    /// </summary>
    public double LowerLevel(double confidence)
    {
        if (Unit != ResamplingUnit.Federations)
            return (1 - confidence) / 2;
        var freedom = Federations - 1.0;
        var student = StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2);
        return Normal.CDF(0, 1, -Math.Sqrt(Federations / freedom) * student);
    }

    private static void DrawRecords(RandomStream random, int[][] strata, Span<int> weights)
    {
        foreach (var stratum in strata)
        {
            for (var i = 0; i < stratum.Length; i++)
                weights[stratum[random.Below(stratum.Length)]]++;
        }
    }

    private static int[][] Strata(bool[] records, int offset)
    {
        var positions = Enumerable.Range(0, records.Length).ToLookup(r => records[r], r => offset + r);
        return [[.. positions[true]], [.. positions[false]]];
    }
}
