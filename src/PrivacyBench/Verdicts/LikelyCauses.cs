using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>Where to look first when measurements refute a guarantee: the usual mistakes, those first that leave so much.</summary>
internal static class LikelyCauses
{
    private const int Named = 4;

    /// <summary>The likeliest causes in a sentence.</summary>
    /// <param name="guarantee">What was promised.</param>
    /// <param name="position">From where it was refuted.</param>
    /// <param name="isGross">Whether the excess is far beyond a mistake in the accounting's details.</param>
    public static string Sentence(Guarantee guarantee, string position, bool isGross)
    {
        var details = Details(guarantee, position);
        var gross = Gross(guarantee);
        var causes = (isGross ? gross.Concat(details) : details.Concat(gross)).Take(Named);
        return $"Likeliest causes: {string.Join("; ", causes)}; or chance, which an interval leaves to one promise in some tens.";
    }

    private static IEnumerable<string> Gross(Guarantee guarantee)
    {
        if (guarantee.Rounds > 1)
        {
            yield return $"noise that some of the {guarantee.Rounds} rounds do not get, or an ε that counts fewer of them";
        }

        yield return guarantee.Unit == "client"
            ? "clipping of something else than each client's update (the mean, the model, each layer by itself)"
            : "clipping of something else than each record's gradient (the batch's mean, each layer by itself)";
        yield return "values that leave without noise, such as statistics of batches, early stopping or a search for hyperparameters";
    }

    private static IEnumerable<string> Details(Guarantee guarantee, string position)
    {
        if (guarantee.Accountant.Contains("Poisson", StringComparison.Ordinal))
        {
            yield return guarantee.Unit == "client"
                ? $"a fixed number of clients accounted as a Poisson sample, or sampling counted although {position} sees who takes part"
                : "batches of a fixed size, or shuffled ones, accounted as Poisson samples";
        }

        if (guarantee.Adjacency == "add-or-remove")
        {
            yield return $"noise for a sensitivity below what one {guarantee.Unit} moves the sum by";
        }

        yield return $"weights by record counts, or a mean over the number that came, which depend on the {guarantee.Unit}";
    }
}
