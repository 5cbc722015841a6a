namespace PrivacyBench.Measurement;

/// <summary>
/// The advantage of the strongest of several attacks: it is chosen on half of the federations and reported on the other half, then
/// the other way round. The largest of the attacks' own advantages would exceed chance even for attacks that know nothing.
/// </summary>
/// <param name="Attacks">The attacks chosen on the first and on the second half; the same one twice when the halves agree.</param>
/// <param name="Advantage">The advantage over both halves, each with the attack (and threshold) chosen on the other; null when the
/// best guess without the view is always right.</param>
/// <param name="Federations">The number of federations.</param>
/// <param name="Resampled">What the interval's bootstrap resampled; the choices are held fixed.</param>
/// <param name="Reason">Why there is no advantage, or null when there is one.</param>
public sealed record StrongestAttack(
    IReadOnlyList<string> Attacks, Rate? Advantage, int Federations, ResamplingUnit Resampled, string? Reason = null)
{
    /// <summary>Each federation's share of the advantage; null where there is one federation or no advantage.</summary>
    public IReadOnlyList<double>? ByFederation { get; init; }

    /// <summary>The strongest attack on membership.</summary>
    /// <param name="attacks">The cell of each attack by its name, all on the same federations and records.</param>
    /// <param name="random">The stream of the folds and the bootstrap.</param>
    /// <param name="intervals">Confidence and number of draws; <see cref="Intervals.Default"/> when null.</param>
    /// <exception cref="ArgumentException">There is no attack, or the cells differ in their records or truth.</exception>
    public static StrongestAttack OfMembership(
        IReadOnlyDictionary<string, IReadOnlyList<ScoredFederation>> attacks, RandomStream random, Intervals? intervals = null) =>
        Of(Choice.OfMembership(attacks, random), random, intervals);

    /// <summary>The strongest attack on the source.</summary>
    /// <inheritdoc cref="OfMembership"/>
    public static StrongestAttack OfSource(
        IReadOnlyDictionary<string, IReadOnlyList<AnsweredFederation>> attacks, RandomStream random, Intervals? intervals = null) =>
        Of(Choice.OfSource(attacks, random), random, intervals);

    private static StrongestAttack Of(Choice choice, RandomStream random, Intervals? intervals)
    {
        intervals ??= Intervals.Default;
        var resampler = choice.Resampler;
        var advantage = Bootstrap.Rates(
            1,
            units =>
            {
                var over = choice.Over(units);
                return (weights, values) => values[0] = over(weights);
            },
            resampler,
            intervals,
            random)[0].Stretched(choice.Resampler.HalvesWidening(intervals.Confidence));
        return double.IsNaN(advantage.Value)
            ? new(choice.Attacks, null, resampler.Federations, resampler.Unit, Choice.NothingOpen)
            : new(choice.Attacks, advantage.Within(choice.LeastAdvantage, 1), resampler.Federations, resampler.Unit)
            {
                ByFederation = Jackknife.PseudoValues(choice.Over(resampler), resampler),
            };
    }
}
