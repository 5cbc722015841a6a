using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Views;

/// <summary>
/// The update of each client in each round, as it left the client, and so the client's local model. What is computed for a list of
/// records is remembered: a federation is the target once and a reference of every other one.
/// </summary>
/// <remarks>Where clients share predictions, these are the updates of models that were learnt from each client's, and imitate it.</remarks>
public sealed class ClientUpdates
{
    // The mean of a class is known well enough from this many records.
    private const int RecordsOfClass = 40;

    private readonly Model model;
    private readonly IReadOnlyList<ObservedRound> rounds;
    private readonly ObservedRound[] asked;
    private readonly RecordCache<AskedUpdates> answers;
    private readonly RecordCache<UpdateStatistic> losses;
    private readonly RecordCache<UpdateStatistic> without;
    private readonly RecordCache<UpdateStatistic> logits;
    private readonly RecordCache<double[][]> classLogits;

    /// <summary>The updates of a whole transcript.</summary>
    /// <param name="transcript">What happened.</param>
    /// <param name="roundsOfClient">As many of its rounds as each client's updates are asked about, on average; null for all.</param>
    public ClientUpdates(Transcript transcript, int? roundsOfClient = null)
        : this(transcript.Model, transcript.Clients, ObservedRound.Of(transcript), roundsOfClient) =>
        // Whoever sees all updates runs many attacks on them: the first one asks for all, where that costs little more.
        losses = transcript.Model.HasCheapNorms ? new(records => answers.Get(records).Losses) : losses;

    /// <summary>Updates that were observed in part, or worked out.</summary>
    internal ClientUpdates(Model model, int clients, IReadOnlyList<ObservedRound> rounds, int? roundsOfClient = null)
    {
        this.model = model;
        this.rounds = rounds;
        Clients = clients;
        asked = [.. Asked([.. rounds.Select(round => round.Participants)], roundsOfClient).Select(t => rounds[t])];
        answers = new(AskAll);
        losses = new(records => LossesAlone(asked, records));
        without = new(records => Statistic(asked, records, Inference.Losses(model, [.. asked.SelectMany(round => round.ModelsWithout())], records)));
        logits = new(records => Losses(records).Select(Logit));
        classLogits = new(ClassLogitsOf);
    }

    /// <summary>The number of clients of the federation.</summary>
    public int Clients { get; }

    /// <summary>The number of rounds.</summary>
    public int Rounds => rounds.Count;

    /// <summary>The number of labels to tell apart.</summary>
    public int Classes => model.Classes;

    /// <summary>The clients whose updates were observed in a round.</summary>
    public IReadOnlyList<int> Participants(int round) => rounds[round].Participants;

    /// <summary>A participant's update Δ_t^k: its local model less the model that it was sent.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="participant">The position in <see cref="Participants"/>.</param>
    public ReadOnlySpan<float> Update(int round, int participant) => rounds[round].Updates[participant];

    /// <summary>The part of an update that moves the bias of the output layer, one value for each label.</summary>
    /// <inheritdoc cref="Update"/>
    /// <exception cref="InvalidOperationException">The model does not end with a bias for each label.</exception>
    public ReadOnlySpan<float> OutputBias(int round, int participant) => model.Parameters[^1].Shape is [var outputs] && outputs == Classes
        ? Update(round, participant)[^Classes..]
        : throw new InvalidOperationException($"{model.Architecture.Label}: the last parameters are not a bias for each of {Classes} labels.");

    /// <summary>The loss ℓ(θ_t^k; z) of each local model, in the rounds that are asked about.</summary>
    public UpdateStatistic Losses(Candidates candidates) => losses.Get(candidates);

    /// <summary>The same in one round, whether or not it is among those that are asked about.</summary>
    public UpdateStatistic Losses(Candidates candidates, int round) => LossesAlone([rounds[round]], candidates);

    /// <summary>The loss of the round's aggregate without the update: of the model that it started from with the weighted mean of all others.</summary>
    public UpdateStatistic LossesWithout(Candidates candidates) => without.Get(candidates);

    /// <summary>The norm of the gradient at each local model, ‖∇ℓ(θ_t^k; z)‖₂.</summary>
    public UpdateStatistic LocalNorms(Candidates candidates) => answers.Get(candidates).LocalNorms;

    /// <summary>How the gradient of each record's loss at θ_t lies to each update.</summary>
    public UpdateGradients Gradients(Candidates candidates) => answers.Get(candidates).Gradients;

    /// <summary>The scaled logit φ = ln(p/(1 − p)) = −ln(e^ℓ − 1) of each local model.</summary>
    public UpdateStatistic Logits(Candidates candidates) => logits.Get(candidates);

    /// <summary>
    /// For each client and label the mean of φ over its rounds, each round's mean taken off, and over records of the label in a population:
    /// how well the client knows the class. NaN for a client that was never observed. At most 40 records of a label are asked for.
    /// </summary>
    public IReadOnlyList<double[]> ClassLogits(Candidates population) => classLogits.Get(population);

    private double[][] ClassLogitsOf(Candidates population)
    {
        int[] chosen = [.. Enumerable.Range(0, population.Count).GroupBy(population.Label).SelectMany(of => of.Take(RecordsOfClass)).Order()];
        var some = new Candidates(population.Data, [.. chosen.Select(i => population.Records[i])]);
        var means = LossesAlone(asked, some).Select(Logit).MeansWithinRounds;
        var byLabel = Enumerable.Range(0, some.Count).ToLookup(some.Label);
        return
        [
            .. Enumerable.Range(0, Clients).Select(k => Enumerable.Range(0, Classes)
                .Select(label => byLabel[label].Select(i => means[i][k]).DefaultIfEmpty(0).Average()).ToArray()),
        ];
    }

    /// <summary>A loss below 10⁻¹² counts as that: φ is at most 28.</summary>
    private static float Logit(float loss)
    {
        var atLeast = Math.Max((double)loss, 1e-12);
        return (float)-(atLeast > 30 ? atLeast : Math.Log(double.ExpM1(atLeast)));
    }

    /// <summary>
    /// The rounds that are asked about, evenly spread from the first, where clients differ the most, to the last: so many that a client
    /// took part in as many as are wanted, on average over the clients that were observed.
    /// </summary>
    private static IEnumerable<int> Asked(IReadOnlyList<IReadOnlyList<int>> participants, int? roundsOfClient)
    {
        int[] observed = [.. participants.SelectMany(of => of)];
        var (rounds, some) = (participants.Count, RoundsAsked(participants.Count, observed.Length, observed.Distinct().Count(), roundsOfClient));
        return Enumerable.Range(0, some).Select(n => n * (rounds - 1) / Math.Max(1, some - 1));
    }

    /// <summary>How many rounds are asked about.</summary>
    /// <param name="rounds">Of how many.</param>
    /// <param name="updates">Updates that are observed in all of them.</param>
    /// <param name="clients">Clients that send them.</param>
    /// <param name="roundsOfClient">As many rounds as a client is asked about, on average; null for all.</param>
    internal static int RoundsAsked(int rounds, int updates, int clients, int? roundsOfClient) => roundsOfClient is { } wanted
        ? (int)Math.Min(rounds, Math.Ceiling((double)wanted * rounds * clients / Math.Max(1, updates)))
        : rounds;

    /// <summary>
    /// A transcript without the updates that nobody asks about: those of clients that are not the adversary's own, in rounds that are not
    /// asked about. A client whose update is gone is named, with an empty one.
    /// </summary>
    /// <param name="transcript">What happened.</param>
    /// <param name="roundsOfClient">As many of its rounds as each client's updates are asked about, on average; null for all.</param>
    /// <param name="ownClients">How many clients, the first ones, are the adversary's at most.</param>
    public static Transcript Kept(Transcript transcript, int? roundsOfClient, int ownClients)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        // Updates that are learnt from predictions are learnt for all rounds at once.
        if (transcript.Distillation is not null)
        {
            return transcript;
        }

        HashSet<int> kept = [.. Asked([.. transcript.Rounds.Select(round => round.Participants)], roundsOfClient)];
        return transcript with
        {
            Rounds =
            [
                .. transcript.Rounds.Select((round, t) => kept.Contains(t) ? round : round with
                {
                    Updates = [.. round.Updates.Zip(round.Participants, (update, client) => client < ownClients ? update : [])],
                }),
            ],
        };
    }

    /// <summary>The losses without all else that could be asked on the way.</summary>
    private UpdateStatistic LossesAlone(IReadOnlyList<ObservedRound> some, Candidates records) => Statistic(some, records, Inference.Losses(
        model, [.. some.SelectMany(round => round.Starts.Zip(round.Updates, (start, update) => Vectors.Add(start, update)))], records));

    /// <summary>A statistic from numbers for each update, round by round.</summary>
    private UpdateStatistic Statistic(IReadOnlyList<ObservedRound> some, Candidates candidates, float[][] updates)
    {
        var next = 0;
        return new(
            Clients,
            candidates.Count,
            [.. some.Select(round => round.Participants)],
            [.. some.Select(round => round.Participants.Select(_ => updates[next++]).ToArray())]);
    }

    private AskedUpdates AskAll(Candidates candidates)
    {
        var all = asked.SelectMany(round => round.Ask(model, candidates)).ToArray();
        UpdateStatistic Of(Func<RecordsUnderUpdate, float[]> number) => Statistic(asked, candidates, [.. all.Select(number)]);
        return new(Of(a => a.Losses), Of(a => a.LocalNorms), new(Of(a => a.Products), Of(a => a.SquaredNorms), Of(a => a.Cosines)));
    }

    private sealed record AskedUpdates(UpdateStatistic Losses, UpdateStatistic LocalNorms, UpdateGradients Gradients);
}
