namespace PrivacyBench.Measurement;

/// <summary>What the bootstrap behind an interval resampled.</summary>
public enum ResamplingUnit
{
    /// <summary>Whole federations, two or more of them, crossed with records where intervals speak of new ones. Fewer than five give very wide intervals.</summary>
    Federations,

    /// <summary>Records only: there was one federation, so that the interval says nothing about other federations.</summary>
    RecordsOnly,
}
