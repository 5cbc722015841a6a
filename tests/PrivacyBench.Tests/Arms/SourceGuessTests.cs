using PrivacyBench.Arms;
using PrivacyBench.Data;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

internal sealed class SourceGuessTests
{
    [Test]
    public void Sizes_and_label_counts_name_the_clients_that_they_say()
    {
        // Labels a a a b b of client 0, b b b c of client 1, c c of client 2: sizes 5, 4, 2.
        var truth = Of("aaabb bbbc cc");
        var guess = new SourceGuess([truth.Truth], truth.Candidates, null).From(new Server(), _ => [.. Enumerable.Range(0, 11)]);

        Assert.That(Rights(guess, "largest-client"), Is.EqualTo([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]));
        Assert.That(Rights(guess, "label-counts"), Is.EqualTo([1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1]));
        Assert.That(guess.Name, Is.EqualTo("label-counts"));
        Assert.That(guess.Strongest[0].Answers, Is.EqualTo([0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2]));
    }

    [Test]
    public void A_tie_is_drawn_among_its_clients_and_the_adversary_names_none_of_its_own()
    {
        var truth = Of("ab ab ab");
        var guess = new SourceGuess([truth.Truth], truth.Candidates, null);

        Assert.That(Rights(guess.From(new Server(), _ => [0, 1, 2, 3, 4, 5]), "largest-client"), Is.All.EqualTo(1.0 / 3));
        Assert.That(Rights(guess.From(new Client(), _ => [2, 3, 4, 5]), "label-counts"), Is.All.EqualTo(0.5));
    }

    [Test]
    public void Natural_clients_give_themselves_away_without_any_model()
    {
        // Measured apart, with another classifier on half of the records: 0.72 for the others, of which the largest hospital has 0.41.
        var guess = Natural(DatasetLoader.Load(new() { Name = "heart-disease" }).Distinct(), clients: 4, most: 1000);

        Assert.That(Accuracy(guess, "largest-client"), Is.EqualTo(0.41).Within(0.02));
        Assert.That(Accuracy(guess, "record"), Is.EqualTo(0.72).Within(0.07));
        Assert.That(Accuracy(guess, "record"), Is.GreaterThan(Accuracy(guess, "label-counts") + 0.1));
        Assert.That(guess.Name, Is.EqualTo("record"));
    }

    [Test]
    public void Records_that_tell_nothing_of_their_client_are_guessed_no_better_than_by_their_labels()
    {
        var digits = DatasetLoader.Load(new() { Name = "digits" }).Distinct();
        var order = new RandomStream(1).Permutation(digits.Count);
        var guess = Natural(digits with { Clients = Array.ConvertAll(order, i => i % 4) }, clients: 4, most: 100);

        Assert.That(Accuracy(guess, "record"), Is.EqualTo(0.25).Within(0.06));
        Assert.That(guess.Name, Is.EqualTo("label-counts"));
    }

    /// <summary>A federation of clients with these labels, and nothing but members.</summary>
    private static (Truth Truth, Candidates Candidates) Of(string clients)
    {
        var labels = clients.Replace(" ", "", StringComparison.Ordinal).Select(c => c - 'a').ToArray();
        var data = new Dataset("made up", new float[labels.Length], 1, labels, ["a", "b", "c"], null, "none");
        int[] sources = [.. clients.Split(' ').SelectMany((of, k) => of.Select(_ => k))];
        return (new(sources), new(data, [.. Enumerable.Range(0, labels.Length)]));
    }

    private static GuessedCell Natural(Dataset data, int clients, int most)
    {
        var partition = new Natural();
        var split = RecordSplit.Draw(partition.Groups(data, clients, most), new RandomStream(1));
        var candidates = new Candidates(data, split.Candidates);
        int[] origins = [.. split.Candidates.Select(i => data.Clients![i])];
        var truths = Enumerable.Range(0, 8).Select(f =>
        {
            var random = new RandomStream(2).Named("federation", f);
            var members = split.DrawMembers(random);
            var shares = partition.Assign(
                new([.. members.Select(i => data.Labels[i])], [.. members.Select(i => data.Clients![i])], clients, most), random);
            return Truth.Of(new(f, [.. shares.Select(of => of.Select(i => members[i]).ToArray())], random), candidates) with { Origins = origins };
        }).ToArray();
        var classifier = ClientClassifier.Train(data.Scaled(), split, new RandomStream(3), 2, CancellationToken.None);
        return new SourceGuess(truths, candidates, () => classifier).From(
            new Server(), f => [.. Enumerable.Range(0, candidates.Count).Where(truths[f].IsMember)]);
    }

    private static double[] Rights(GuessedCell guess, string name) => guess.Baselines.Single(b => b.Name == name).Answers[0].Guesses;

    private static double Accuracy(GuessedCell guess, string name) =>
        guess.Baselines.Single(b => b.Name == name).Answers.SelectMany(of => of.Guesses).Average();
}
