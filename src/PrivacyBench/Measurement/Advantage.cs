namespace PrivacyBench.Measurement;

/// <summary>The advantage of an attack on a bootstrap sample of its cell; NaN when the sample leaves it undefined.</summary>
/// <param name="weights">How often each resampling unit is in the sample.</param>
internal delegate double Advantage(ReadOnlySpan<int> weights);
