namespace PrivacyBench.Measurement;

/// <summary>The attack chosen on each half of a cell, and the advantage of each on the half on which it was not chosen.</summary>
/// <param name="Attacks">The names of the attacks chosen on the first and on the second half.</param>
/// <param name="Resampler">The resampler of the cell.</param>
/// <param name="Advantage">The advantage of a sample.</param>
/// <param name="LeastAdvantage">The smallest advantage there can be.</param>
internal sealed record Choice(IReadOnlyList<string> Attacks, Resampler Resampler, Advantage Advantage, double LeastAdvantage)
{
    public const string NothingOpen = "The best guess without the view is always right: an attack has nothing to add.";

    /// <summary>Chooses by the advantage at the best threshold of the half on which it chooses.</summary>
    public static Choice OfMembership(IReadOnlyDictionary<string, IReadOnlyList<ScoredFederation>> attacks, RandomStream random)
    {
        var names = Names(attacks);
        var reference = attacks[names[0]];
        var members = MembershipMeasures.MembersOf(reference);
        var cells = names.ToDictionary(name => name, name => Alignment.To(reference, attacks[name]));
        var resampler = new Resampler(members);
        var folds = Folds.Of(members, random);
        var calls = new MembershipCalls(resampler);
        var chosen = new string[2];
        for (var half = 0; half < 2; half++)
        {
            var best = names.Select(name => (Name: name, Threshold: MembershipCalls.BestThreshold(cells[name], folds, half)))
                .MaxBy(attack => attack.Threshold.Advantage);
            chosen[half] = best.Name;
            calls.Add(cells[best.Name], folds, 1 - half, best.Threshold.Value);
        }

        return new(chosen, resampler, calls.Advantage, -1);
    }

    /// <summary>Chooses by accuracy: the guess is the same for every attack.</summary>
    public static Choice OfSource(IReadOnlyDictionary<string, IReadOnlyList<AnsweredFederation>> attacks, RandomStream random)
    {
        var names = Names(attacks);
        var reference = attacks[names[0]];
        var strata = SourceAnswers.StrataOf(reference);
        var cells = names.ToDictionary(name => name, name => Alignment.To(reference, attacks[name]));
        var resampler = new Resampler(strata);
        var folds = Folds.Of(strata, random);
        var answers = new SourceAnswers(resampler);
        var chosen = new string[2];
        for (var half = 0; half < 2; half++)
        {
            chosen[half] = names.MaxBy(name => Right(cells[name], folds, half))!;
            answers.Add(cells[chosen[half]], folds, 1 - half);
        }

        return new(chosen, resampler, answers.Advantage, double.NegativeInfinity);
    }

    // In the order of their names, so that ties do not depend on the order of the dictionary.
    private static string[] Names<T>(IReadOnlyDictionary<string, T> attacks) => attacks.Count > 0
        ? [.. attacks.Keys.Order(StringComparer.Ordinal)]
        : throw new ArgumentException("There is no attack to choose from.", nameof(attacks));

    private static int Right(AnsweredFederation[] cell, int[][] folds, int half) => cell.Index().Sum(federation =>
        federation.Item.Answers.Index().Count(answer =>
            folds[federation.Index][answer.Index] == half && answer.Item == federation.Item.Sources[answer.Index]));
}
