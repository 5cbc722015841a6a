namespace PrivacyBench.Measurement;

/// <summary>What the bootstrap behind an interval resampled.</summary>
public enum ResamplingUnit
{
    /// <summary>Whole federations: five or more of them.</summary>
    Federations,

    /// <summary>Federations, then the records inside each: two to four federations.</summary>
    FederationsAndRecords,

    /// <summary>Records only: there was one federation, so that the interval says nothing about other federations.</summary>
    RecordsOnly,
}
