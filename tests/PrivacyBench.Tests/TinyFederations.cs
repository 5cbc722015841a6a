using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Tests;

/// <summary>Small federations on real data, quick enough for every test.</summary>
internal static class TinyFederations
{
    public static readonly Dataset Digits = DatasetLoader.Load(new DatasetChoice { Name = "digits" }).Distinct().Scaled();

    /// <summary>Images of three channels, 6×6, of noise; two labels.</summary>
    public static readonly Dataset Coloured = Noise(records: 400, features: 108);

    /// <summary>Sequences of 40 characters as numbers.</summary>
    public static readonly Dataset Shakespeare = DatasetLoader.Load(new DatasetChoice { Name = "shakespeare" }).Distinct();

    /// <summary>The quick plan of an architecture, on data that it reads.</summary>
    public static TrainingPlan Plan(Dataset data, Architecture architecture) => Plan() with
    {
        Data = data,
        Model = new Model(architecture, data.FeatureCount, data.ClassNames.Count),
    };

    public static TrainingPlan Plan(Architecture? architecture = null) => new()
    {
        Data = Digits,
        Model = new Model(architecture ?? new Mlp { Hidden = [16] }, Digits.FeatureCount, Digits.ClassNames.Count),
        Local = new LocalTraining { Epochs = 2, BatchSize = 5, LearningRate = 0.1 },
        Strategy = new FedAvg(),
        Rounds = 3,
    };

    /// <summary>Federations whose clients hold unequal numbers of records, so that short batches are filled up.</summary>
    public static FederationDesign[] Unequal(int federations, int clients) =>
    [
        .. Enumerable.Range(0, federations).Select(f =>
        {
            var random = new RandomStream(7).Named("federation", f);
            var order = random.Named("records").Permutation(Digits.Count);
            return new FederationDesign(f, [.. Enumerable.Range(0, clients).Select(k => order[(20 * k)..((20 * k) + 7 + (3 * k))])], random);
        }),
    ];

    /// <summary>Federations whose clients hold equally many records, of the first ones of the data set where it is said among how many.</summary>
    public static FederationDesign[] Equal(int federations, int clients, int records, Partition partition, int? among = null) =>
    [
        .. Enumerable.Range(0, federations).Select(f =>
        {
            var random = new RandomStream(8).Named("federation", f);
            var members = random.Named("records").Permutation(among ?? Digits.Count)[..(clients * records)];
            var shares = partition.Assign(new([.. members.Select(i => Digits.Labels[i])], null, clients, records), random.Named("partition"));
            return new FederationDesign(f, [.. shares.Select(of => of.Select(i => members[i]).ToArray())], random);
        }),
    ];

    private static Dataset Noise(int records, int features)
    {
        var random = new RandomStream(9);
        var values = new float[records * features];
        random.FillGaussian(values, 1);
        return new("noise", values, features, [.. Enumerable.Range(0, records).Select(i => i % 2)], ["even", "odd"], null, "");
    }

    public static IReadOnlyList<Transcript> Train(TrainingPlan plan, FederationDesign[] designs, int workers = 2) =>
        FederatedTraining.Run(plan, designs, workers, _ => { }, CancellationToken.None);
}
