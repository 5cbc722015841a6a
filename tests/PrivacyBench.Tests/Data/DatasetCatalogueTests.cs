using System.Globalization;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class DatasetCatalogueTests
{
    private static readonly string[] Shipped = [.. DatasetCatalogue.Datasets.Where(d => d.Value.Checksum is not null).Select(d => d.Key)];
    private static readonly string[] ByHand =
        [.. DatasetCatalogue.Datasets.Where(d => d.Value.Checksum is null && d.Value.Files.Count == 0).Select(d => d.Key)];

    [TestCaseSource(nameof(Shipped))]
    public void A_shipped_set_is_as_the_catalogue_says(string name)
    {
        var (data, entry) = (DatasetLoader.Load(new() { Name = name }), DatasetCatalogue.Datasets[name]);
        Assert.That((data.Count, data.FeatureCount, data.ClassNames.Count), Is.EqualTo((entry.Records, entry.Features, entry.Classes)));
        Assert.That((data.Name, data.Checksum), Is.EqualTo((name, entry.Checksum)));
        Assert.That(data.Clients?.Distinct().Count(), Is.EqualTo(entry.Clients is { } clients ? int.Parse(clients.Split(' ')[0], CultureInfo.InvariantCulture) : null));
        Assert.That(data.Labels.Distinct().Order(), Is.EqualTo(Enumerable.Range(0, entry.Classes)));
    }

    [TestCase("adult-10k", 9529)]
    [TestCase("digits", 1797)]
    [TestCase("dna", 3002)]
    [TestCase("heart-disease", 739)]
    [TestCase("letter", 18668)]
    [TestCase("spam", 4210)]
    public void Repeated_records_are_found(string name, int distinct) =>
        Assert.That(DatasetLoader.Load(new() { Name = name }).Distinct().Count, Is.EqualTo(distinct));

    [Test]
    public void Heart_disease_has_its_four_hospitals() => Assert.That(
        DatasetLoader.Load(new() { Name = "heart-disease" }).Clients!.CountBy(c => c).OrderBy(c => c.Key).Select(c => c.Value),
        Is.EqualTo([303, 261, 46, 130]));

    [Test]
    public void Every_set_that_is_shipped_is_explained_in_its_folder()
    {
        var folder = Path.Combine(Repository.Root, "scenarios", "data");
        var explained = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.That(
            Directory.EnumerateFiles(folder, "*.csv.gz").Select(file => Path.GetFileName(file)[..^".csv.gz".Length]), Is.EquivalentTo(Shipped));
        foreach (var name in Shipped)
        {
            Assert.That(explained, Does.Contain($"`{name}.csv.gz`").And.Contains(DatasetCatalogue.Datasets[name].Citation.Split(", ")[^1]));
        }
    }

    [TestCaseSource(nameof(ByHand))]
    public void A_set_that_has_to_be_got_by_hand_says_how(string name) => Assert.That(
        () => DatasetLoader.Load(new() { Name = name }),
        Throws.TypeOf<DataFormatException>().With.Message.Contains(DatasetCatalogue.Datasets[name].HowToGet).And.Message.Contains("dataset.path"));

    [Test]
    public void A_set_that_is_not_shipped_is_read_from_its_path()
    {
        using var file = new TemporaryFile("mine.csv", Table(features: 446));
        var data = DatasetLoader.Load(new() { Name = "location30", Path = file.Path });
        Assert.That((data.Name, data.FeatureCount, data.Checksum), Is.EqualTo(("location30", 446, file.Checksum)));
    }

    [Test]
    public void Another_set_is_not_taken_for_one_of_the_catalogue()
    {
        using var file = new TemporaryFile("mine.csv", Table(features: 3));
        Assert.That(
            () => DatasetLoader.Load(new() { Name = "location30", Path = file.Path }),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("3 features").And.Message.Contains("446"));
        Assert.That(DatasetLoader.Load(new() { Name = "my own", Path = file.Path }).Name, Is.EqualTo("my own"));
    }

    [TestCase("digit", "did you mean 'digits'")]
    [TestCase("heart-diesase", "did you mean 'heart-disease'")]
    [TestCase("imagenet-21k", "allowed: digits, breast-cancer")]
    public void An_unknown_name_is_answered_with_the_nearest_and_all(string name, string told) => Assert.That(
        () => DatasetLoader.Load(new() { Name = name }),
        Throws.TypeOf<DataFormatException>().With.Message.Contains($"'{name}'").And.Message.Contains(told));

    [Test]
    public void Nothing_chosen_is_refused() =>
        Assert.That(() => DatasetLoader.Load(new()), Throws.TypeOf<DataFormatException>().With.Message.Contains("'path'"));

    [Test]
    public void A_path_where_nothing_is_is_refused() => Assert.That(
        () => DatasetLoader.Load(new() { Path = "/nowhere/mine.csv" }),
        Throws.TypeOf<DataFormatException>().With.Message.Contains("'/nowhere/mine.csv'"));

    [Test]
    public void The_nearest_centroid_of_half_the_digits_tells_the_other_half()
    {
        var data = DatasetLoader.Load(new() { Name = "digits" }).Scaled();
        var centroids = Enumerable.Range(0, 10).Select(label => Mean(data, [.. Records(data, 0).Where(r => data.Labels[r] == label)])).ToArray();
        var right = Records(data, 1).Count(r => centroids.Index().MinBy(c => Distance(c.Item, data.Record(r))).Index == data.Labels[r]);
        Assert.That((double)right / Records(data, 1).Count(), Is.GreaterThan(0.85));
    }

    private static IEnumerable<int> Records(Dataset data, int parity) => Enumerable.Range(0, data.Count).Where(r => r % 2 == parity);

    private static double[] Mean(Dataset data, int[] records) =>
        [.. Enumerable.Range(0, data.FeatureCount).Select(f => records.Average(r => data.Record(r)[f]))];

    private static double Distance(double[] a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    private static string Table(int features) =>
        $"{string.Join(',', Enumerable.Range(0, features).Select(f => $"f{f}"))},label\n{string.Concat(Enumerable.Repeat("1,", features))}0\n";
}
