using PrivacyBench.Data;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>
/// Names the client of a record without any view, in ways that an adversary with knowledge of its own could: by the clients'
/// sizes, by their label counts, and, where a record's origin decides on its client, by the record itself. An attack on the
/// source has learnt from its view only what it finds beyond the strongest of them.
/// </summary>
/// <remarks>
/// Where records are spread at random given their labels, nothing about a record but its label tells its client, so that the
/// label counts make the best guess there is. Natural clients differ in more: P(k | x, y) ∝ n_ky · P(k | x, y)/P(k | y), the
/// fraction from records that are no candidates (<see cref="ClientClassifier"/>) and n_ky the label counts.
/// </remarks>
internal sealed class SourceGuess
{
    /// <summary>The name of its row among the attacks.</summary>
    public const string Name = "source-guess";

    private readonly IReadOnlyList<Truth> truths;
    private readonly Candidates candidates;
    private readonly Lazy<(string Name, Func<Federation, int, double[]> Weights)[]> ways;
    private readonly Dictionary<string, GuessedCell> cells = [];

    /// <param name="truths">Who holds what in each federation; sizes and label counts follow from it.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="classifier">Trains what tells a record's origin from the record itself, when it is needed; null where clients have none.</param>
    public SourceGuess(IReadOnlyList<Truth> truths, Candidates candidates, Func<ClientClassifier>? classifier)
    {
        this.truths = truths;
        this.candidates = candidates;
        ways = new(() =>
        [
            ("largest-client", (federation, _) => federation.Sizes),
            ("label-counts", (federation, i) => federation.Labels[candidates.Label(i)]),
            .. classifier is null ? [] : Record(classifier()),
        ]);
    }

    /// <summary>The guesses for the members on which a position is measured.</summary>
    /// <param name="position">The adversary, which does not name its own clients.</param>
    /// <param name="members">The measured members of each federation.</param>
    public GuessedCell From(ThreatPosition position, Func<int, int[]> members)
    {
        if (!cells.TryGetValue(position.Label, out var cell))
        {
            cells[position.Label] = cell = GuessedCell.StrongestOf(
                [.. ways.Value.Select(way => (way.Name, (IReadOnlyList<AnsweredFederation>)Answers(way.Weights, members, position.OwnClients)))]);
        }

        return cell;
    }

    private (string, Func<Federation, int, double[]>)[] Record(ClientClassifier classifier) =>
        [("record", (federation, i) => classifier.Weights(i, federation.Labels[candidates.Label(i)], federation.Origins))];

    private AnsweredFederation[] Answers(Func<Federation, int, double[]> weights, Func<int, int[]> membersOf, int ownClients) =>
    [
        .. truths.Select((truth, f) =>
        {
            var (members, federation) = (membersOf(f), new Federation(truth, candidates));
            var best = members.Select(i => Best(weights(federation, i), ownClients)).ToArray();
            int[] sources = [.. members.Select(i => truth.Sources[i])];
            return new AnsweredFederation(
                f,
                [.. members.Select(i => candidates.Records[i])],
                sources,
                [.. best.Select(clients => clients[0])],
                [.. best.Zip(sources, (clients, source) => clients.Contains(source) ? 1.0 / clients.Length : 0)]);
        }),
    ];

    /// <summary>The honest clients of the largest weight; a guess draws among them.</summary>
    private static int[] Best(double[] weights, int ownClients)
    {
        var highest = weights[ownClients..].Max();
        return [.. Enumerable.Range(ownClients, weights.Length - ownClients).Where(k => weights[k] == highest)];
    }

    /// <summary>What is publicly known of a federation's clients: how many records and how many of each label.</summary>
    private sealed class Federation
    {
        public Federation(Truth truth, Candidates candidates)
        {
            var clients = truth.Sources.Max() + 1;
            Sizes = new double[clients];
            Labels = [.. candidates.Data.ClassNames.Select(_ => new double[clients])];
            Origins = new int[clients];
            foreach (var (i, source) in truth.Sources.Index().Where(of => of.Item >= 0))
            {
                Sizes[source]++;
                Labels[candidates.Label(i)][source]++;
                Origins[source] = truth.Origins?[i] ?? 0;
            }
        }

        public double[] Sizes { get; }

        /// <summary>For each label its records at each client.</summary>
        public double[][] Labels { get; }

        /// <summary>The natural client that each client is, where the partition keeps them.</summary>
        public int[] Origins { get; }
    }
}

/// <summary>What guessing without a view achieves on the measured members of a cell.</summary>
/// <param name="Strongest">The answers of the strongest baseline.</param>
/// <param name="Name">Which one that is.</param>
/// <param name="Baselines">The answers of every baseline, by name.</param>
internal sealed record GuessedCell(
    IReadOnlyList<AnsweredFederation> Strongest, string Name, IReadOnlyList<(string Name, IReadOnlyList<AnsweredFederation> Answers)> Baselines)
{
    /// <summary>The baseline that is right the most often over all federations; the first one where several are.</summary>
    public static GuessedCell StrongestOf(IReadOnlyList<(string Name, IReadOnlyList<AnsweredFederation> Answers)> baselines)
    {
        var (name, answers) = baselines.MaxBy(baseline => baseline.Answers.Sum(federation => federation.Guesses.Sum()));
        return new(answers, name, baselines);
    }
}
