namespace PrivacyBench.Measurement;

/// <summary>The attack chosen on each half of a cell, and the advantage of each on the half on which it was not chosen.</summary>
/// <param name="Attacks">The names of the attacks chosen on the first and on the second half.</param>
/// <param name="Resampler">The resampler of the cell.</param>
/// <param name="Over">The advantage of a sample of a resampler's units.</param>
/// <param name="LeastAdvantage">The smallest advantage there can be.</param>
internal sealed record Choice(IReadOnlyList<string> Attacks, Resampler Resampler, Func<Resampler, Advantage> Over, double LeastAdvantage)
{
    public const string NothingOpen = "The best guess without the view is always right: an attack has nothing to add.";

    /// <summary>Chooses by the advantage at the best threshold of the half on which it chooses.</summary>
    public static Choice OfMembership(IReadOnlyDictionary<string, IReadOnlyList<ScoredFederation>> attacks, RandomStream random)
    {
        var names = Names(attacks);
        var reference = attacks[names[0]];
        var members = MembershipMeasures.MembersOf(reference);
        var cells = names.ToDictionary(name => name, name => Alignment.To(reference, attacks[name]));
        var folds = Folds.Of(members, random);
        (string Name, Threshold Threshold)[] chosen =
        [
            .. Enumerable.Range(0, 2).Select(half => names.Select(name => (Name: name, Threshold: MembershipCalls.BestThreshold(cells[name], folds, half)))
                .MaxBy(attack => attack.Threshold.Advantage)),
        ];
        Advantage Over(Resampler units)
        {
            var calls = new MembershipCalls(units);
            for (var half = 0; half < 2; half++)
                calls.Add(cells[chosen[half].Name], folds, 1 - half, chosen[half].Threshold.Value);
            return calls.Advantage;
        }

        return new([.. chosen.Select(of => of.Name)], Resampler.Of(members, MembershipMeasures.RecordsOf(reference)), Over, -1);
    }

    /// <summary>Chooses by accuracy: the guess is the same for every attack.</summary>
    public static Choice OfSource(IReadOnlyDictionary<string, IReadOnlyList<AnsweredFederation>> attacks, RandomStream random)
    {
        var names = Names(attacks);
        var reference = attacks[names[0]];
        var strata = SourceAnswers.StrataOf(reference);
        var cells = names.ToDictionary(name => name, name => Alignment.To(reference, attacks[name]));
        var folds = Folds.Of(strata, random);
        string[] chosen = [.. Enumerable.Range(0, 2).Select(half => names.MaxBy(name => Right(cells[name], folds, half))!)];
        Advantage Over(Resampler units)
        {
            var answers = new SourceAnswers(units);
            for (var half = 0; half < 2; half++)
                answers.Add(cells[chosen[half]], folds, 1 - half);
            return answers.Advantage;
        }

        return new(chosen, Resampler.Of(strata, SourceAnswers.RecordsOf(reference)), Over, double.NegativeInfinity);
    }

    // In the order of their names, so that ties do not depend on the order of the dictionary.
    private static string[] Names<T>(IReadOnlyDictionary<string, T> attacks) => attacks.Count > 0
        ? [.. attacks.Keys.Order(StringComparer.Ordinal)]
        : throw new ArgumentException("There is no attack to choose from.", nameof(attacks));

    private static int Right(AnsweredFederation[] cell, int[][] folds, int half) => cell.Index().Sum(federation =>
        federation.Item.Answers.Index().Count(answer =>
            folds[federation.Index][answer.Index] == half && answer.Item == federation.Item.Sources[answer.Index]));
}
