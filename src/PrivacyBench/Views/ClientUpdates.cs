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
    private readonly RecordCache<UpdateStatistic> losses;
    private readonly RecordCache<UpdateStatistic> norms;
    private readonly RecordCache<UpdateGradients> gradients;
    private readonly RecordCache<UpdateStatistic> logits;
    private readonly RecordCache<double[][]> classLogits;

    /// <summary>The updates of a whole transcript.</summary>
    public ClientUpdates(Transcript transcript)
        : this(transcript.Model, transcript.Clients, ObservedRound.Of(transcript))
    {
    }

    /// <summary>Updates that were observed in part, or worked out.</summary>
    internal ClientUpdates(Model model, int clients, IReadOnlyList<ObservedRound> rounds)
    {
        this.model = model;
        this.rounds = rounds;
        Clients = clients;
        losses = new(records => Statistic(records, Inference.Losses(model, LocalModels(), records)));
        norms = new(records => Statistic(records, RecordGradients.Norms(model, LocalModels(), records)));
        gradients = new(GradientsOf);
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

    /// <summary>The loss ℓ(θ_t^k; z) of each local model.</summary>
    public UpdateStatistic Losses(Candidates candidates) => losses.Get(candidates);

    /// <summary>The norm of the gradient at each local model, ‖∇ℓ(θ_t^k; z)‖₂.</summary>
    public UpdateStatistic LocalNorms(Candidates candidates) => norms.Get(candidates);

    /// <summary>How the gradient of each record's loss at θ_t lies to each update.</summary>
    public UpdateGradients Gradients(Candidates candidates) => gradients.Get(candidates);

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
        var means = Logits(some).MeansWithinRounds;
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

    private float[][] LocalModels() =>
        [.. rounds.SelectMany(round => round.Starts.Zip(round.Updates, (start, update) => Vectors.Add(start, update)))];

    private UpdateGradients GradientsOf(Candidates candidates)
    {
        var all = rounds.SelectMany(round => round.Gradients(model, candidates)).ToArray();
        return new(
            Statistic(candidates, [.. all.Select(of => of.Products)]),
            Statistic(candidates, [.. all.Select(of => of.SquaredNorms)]),
            Statistic(candidates, [.. all.Select(of => of.Cosines)]));
    }

    /// <summary>A statistic from numbers for each update, round by round.</summary>
    private UpdateStatistic Statistic(Candidates candidates, float[][] updates)
    {
        var next = 0;
        return new(
            Clients,
            candidates.Count,
            [.. rounds.Select(round => round.Participants)],
            [.. rounds.Select(round => round.Participants.Select(_ => updates[next++]).ToArray())]);
    }
}
