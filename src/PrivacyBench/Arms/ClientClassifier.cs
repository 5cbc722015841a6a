using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Arms;

/// <summary>
/// Tells from a record's features and label which natural client it comes from. It is trained on all records that are no candidates;
/// the model and the length of training are those that do best in cross-validation there.
/// </summary>
internal sealed class ClientClassifier
{
    private const int Folds = 4;

    // More records than this make training long and the classifier hardly better.
    private const int MostRecords = 4000;

    private static readonly Architecture[] Architectures = [new Softmax(), new Mlp { Hidden = [64] }];

    private static readonly LocalTraining Passes = new() { Epochs = 5, BatchSize = 20, LearningRate = 0.1 };

    private readonly double[][] ratios;

    private ClientClassifier(double[][] ratios) => this.ratios = ratios;

    /// <summary>Trains on the other records of a data set with natural clients, and reads the candidates.</summary>
    /// <param name="data">The data set, its features scaled.</param>
    /// <param name="split">Which of its records are candidates.</param>
    /// <param name="random">The stream of folds and training.</param>
    /// <param name="workers">How many threads compute.</param>
    /// <param name="cancellation">Stops training.</param>
    public static ClientClassifier Train(Dataset data, RecordSplit split, RandomStream random, int workers, CancellationToken cancellation)
    {
        int[] others = [.. split.Population, .. split.HeldOut];
        int[] known = [.. random.Named("known records").Permutation(others.Length).Take(MostRecords).Select(i => others[i])];
        var origins = Origins(data);
        var (model, parameters) = Architectures
            .Select(architecture => Best(new(architecture, origins.FeatureCount, origins.ClassNames.Count), origins, known, random, workers, cancellation))
            .MaxBy(trained => trained.Accuracy).Chosen;
        var predictions = Inference.Query(model, [parameters], new(origins, split.Candidates))[0];
        var priors = Priors(data, origins, known);
        return new([.. split.Candidates.Select((record, i) => Ratios(predictions.Logits(i), priors[data.Labels[record]]))]);
    }

    /// <summary>The weight of each client of a federation as holder of a candidate: n_ky · P(k | x, y)/P(k | y).</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="counts">n_ky: how many records with the candidate's label each client holds.</param>
    /// <param name="origins">The natural client that each client is.</param>
    public double[] Weights(int candidate, double[] counts, int[] origins) =>
        [.. counts.Zip(origins, (count, origin) => count * ratios[candidate][origin])];

    /// <summary>The data set with its natural clients as labels, and with the labels, one-hot, as further features.</summary>
    private static Dataset Origins(Dataset data)
    {
        var width = data.FeatureCount + data.ClassNames.Count;
        var features = new float[data.Count * width];
        for (var i = 0; i < data.Count; i++)
        {
            data.Record(i).CopyTo(features.AsSpan(i * width));
            features[(i * width) + data.FeatureCount + data.Labels[i]] = 1;
        }

        var clients = data.Clients!;
        return new(data.Name, features, width, clients, [.. Enumerable.Range(0, clients.Max() + 1).Select(c => $"{c}")], null, data.Checksum);
    }

    /// <summary>
    /// An architecture trained on all known records for as many passes as do best on the folds that it was not trained on, with
    /// its accuracy there. Each training set is a federation of one client, so that all of them train as one stack.
    /// </summary>
    private static (double Accuracy, (Model, float[]) Chosen) Best(
        Model model, Dataset origins, int[] known, RandomStream random, int workers, CancellationToken cancellation)
    {
        int[][] folds = [.. known.Index().GroupBy(of => of.Index % Folds, of => of.Item).Select(of => of.ToArray())];
        FederationDesign[] designs =
        [
            .. folds.Append([]).Select((fold, f) => new FederationDesign(f, [[.. known.Except(fold)]], random.Named(model.Architecture.Label, f))),
        ];
        var plan = new TrainingPlan { Data = origins, Model = model, Local = Passes, Strategy = new FedAvg(), Rounds = 12, KeptClients = 0 };
        var trained = FederatedTraining.Run(plan, designs, workers, _ => { }, cancellation);
        var right = new double[plan.Rounds + 1];
        foreach (var (fold, transcript) in folds.Zip(trained))
        {
            foreach (var (round, predictions) in Inference.Query(model, transcript.GlobalModels, new(origins, fold)).Index())
            {
                right[round] += Enumerable.Range(0, fold.Length).Count(predictions.IsRight);
            }
        }

        return (right.Max() / known.Length, (model, trained[^1].GlobalModels[Array.IndexOf(right, right.Max())]));
    }

    /// <summary>P(c | y) among the known records for each label and natural client, each counted once more so that none is 0.</summary>
    private static double[][] Priors(Dataset data, Dataset origins, int[] known)
    {
        double[][] counts = [.. data.ClassNames.Select(_ => Enumerable.Repeat(1.0, origins.ClassNames.Count).ToArray())];
        foreach (var i in known)
        {
            counts[data.Labels[i]][origins.Labels[i]]++;
        }

        return [.. counts.Select(of => Array.ConvertAll(of, count => count / of.Sum()))];
    }

    private static double[] Ratios(ReadOnlySpan<float> logits, double[] prior)
    {
        var z = logits.ToArray();
        var shares = Array.ConvertAll(z, value => Math.Exp(value - (double)z.Max()));
        return [.. shares.Zip(prior, (share, p) => share / shares.Sum() / p)];
    }
}
