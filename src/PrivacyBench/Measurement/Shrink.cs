namespace PrivacyBench.Measurement;

/// <summary>
/// By how much a defense shrinks an advantage, against the undefended run on the same seeds. Both arms are taken on the same
/// bootstrap samples, their records matched by number. An adversary falls back on guessing where its attacks do worse, so that no
/// advantage is below 0 and no more than all of it is taken away.
/// </summary>
/// <param name="AdvantageWithout">The advantage in the undefended run.</param>
/// <param name="AdvantageWith">The advantage under the defense.</param>
/// <param name="Difference">The advantage without minus the advantage with the defense: what the defense takes away.</param>
/// <param name="Ratio">The advantage with divided by the advantage without the defense: what is left of it. Null when the interval of
/// the undefended advantage does not lie above 0.</param>
/// <param name="Federations">The number of federations.</param>
/// <param name="Resampled">What the intervals' bootstrap resampled.</param>
/// <param name="RatioReason">Why there is no ratio, or null when there is one.</param>
public sealed record Shrink(
    Rate AdvantageWithout,
    Rate AdvantageWith,
    Rate Difference,
    Rate? Ratio,
    int Federations,
    ResamplingUnit Resampled,
    string? RatioReason = null)
{
    /// <summary>The shrink of the strongest attack on membership; for one attack, pass that one alone.</summary>
    /// <param name="without">The cells of the undefended run by the name of the attack.</param>
    /// <param name="with">The cells under the defense; attacks that it blocks are missing, but one is there.</param>
    /// <param name="random">The stream of the folds and the bootstrap.</param>
    /// <param name="intervals">Confidence and number of draws; <see cref="Intervals.Default"/> when null.</param>
    /// <exception cref="ArgumentException">The arms differ in their federations, records or truth, or an arm has no attack.</exception>
    public static Shrink OfMembership(
        IReadOnlyDictionary<string, IReadOnlyList<ScoredFederation>> without,
        IReadOnlyDictionary<string, IReadOnlyList<ScoredFederation>> with,
        RandomStream random,
        Intervals? intervals = null)
    {
        var reference = without.Values.FirstOrDefault() ?? throw new ArgumentException("There is no undefended attack.", nameof(without));
        var aligned = with.ToDictionary(
            attack => attack.Key, IReadOnlyList<ScoredFederation> (attack) => Alignment.To(reference, attack.Value));
        return Of(Choice.OfMembership(without, random), Choice.OfMembership(aligned, random), random, intervals);
    }

    /// <summary>The shrink of the strongest attack on the source; for one attack, pass that one alone.</summary>
    /// <inheritdoc cref="OfMembership"/>
    public static Shrink OfSource(
        IReadOnlyDictionary<string, IReadOnlyList<AnsweredFederation>> without,
        IReadOnlyDictionary<string, IReadOnlyList<AnsweredFederation>> with,
        RandomStream random,
        Intervals? intervals = null)
    {
        var reference = without.Values.FirstOrDefault() ?? throw new ArgumentException("There is no undefended attack.", nameof(without));
        var aligned = with.ToDictionary(
            attack => attack.Key, IReadOnlyList<AnsweredFederation> (attack) => Alignment.To(reference, attack.Value));
        return Of(Choice.OfSource(without, random), Choice.OfSource(aligned, random), random, intervals);
    }

    private static Shrink Of(Choice without, Choice with, RandomStream random, Intervals? intervals)
    {
        intervals ??= Intervals.Default;
        var resampler = without.Resampler;
        var widening = resampler.HalvesWidening(intervals.Confidence);
        var rates = Bootstrap.Rates(
            4,
            units =>
            {
                var (undefended, defended) = (without.Over(units), with.Over(units));
                return (weights, values) =>
                {
                    values[0] = undefended(weights);
                    values[1] = defended(weights);
                    // Whoever has the guess falls back on it: an attack that does worse takes nothing more away.
                    var (before, after) = (Math.Max(0, values[0]), Math.Max(0, values[1]));
                    values[2] = before - after;
                    values[3] = after / before;
                };
            },
            resampler,
            intervals,
            random).Select(rate => rate.Stretched(widening)).ToArray();
        if (double.IsNaN(rates[2].Value))
            throw new ArgumentException(Choice.NothingOpen, nameof(without));
        var undefended = rates[0].Within(0, 1).OrGuessing;
        var distinguishable = undefended.Low > 0;
        return new(
            undefended,
            rates[1].Within(0, 1).OrGuessing,
            rates[2].Within(-1, 1),
            distinguishable ? rates[3].Within(0, double.PositiveInfinity) : null,
            resampler.Federations,
            resampler.Unit,
            distinguishable ? null : FormattableString.Invariant(
                $"The undefended advantage, {undefended.Value:0.###} in [{undefended.Low:0.###}, {undefended.High:0.###}], ")
                + "cannot be told from 0.");
    }
}
