using System.Globalization;

namespace PrivacyBench.Measurement;

/// <summary>Values of updates that lay beyond the range of a protocol and were cut off, so that the sum is not that of the updates.</summary>
/// <param name="Share">The share of all values, above 0.</param>
/// <param name="Largest">The largest magnitude that came.</param>
/// <param name="Bound">The largest that the protocol carries: the defense's "bound".</param>
public sealed record CutOffValues(double Share, double Largest, double Bound)
{
    /// <summary>What happened and what to do, in a sentence.</summary>
    internal string Sentence => FormattableString.Invariant(
        $"{(Share < 1e-4 ? "Under 0.01" : (100 * Share).ToString("0.##", CultureInfo.InvariantCulture))}% of the values were cut off at the bound {Bound:0.####}, the largest of {Largest:0.####}: the sum is not that of the updates; take a \"bound\" above it");
}
