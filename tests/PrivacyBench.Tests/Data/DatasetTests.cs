using CsCheck;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class DatasetTests
{
    [Test]
    public void A_repeated_record_counts_once_at_its_first_place_and_for_its_first_client()
    {
        var data = Of(2, [1, 2, 3, 4, 1, 2, 1, 2, 3, 4], [0, 1, 0, 1, 1], [5, 6, 7, 8, 9]).Distinct();
        Assert.That(data.Features, Is.EqualTo([1f, 2, 3, 4, 1, 2]));
        Assert.That(data.Labels, Is.EqualTo([0, 1, 1]), "the same features with another label are another record");
        Assert.That(data.Clients, Is.EqualTo([5, 6, 8]));
    }

    [Test]
    public void Minus_zero_and_zero_are_one_value() =>
        Assert.That(Of(1, [0f, -0f], [0, 0]).Distinct().Count, Is.EqualTo(1));

    [Test]
    public void Distinct_records_are_those_that_a_set_of_tuples_holds() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1]).Array[1, 40].Sample(records =>
        {
            var data = Of(2, [.. records.SelectMany(r => new[] { (float)r.Item1, r.Item2 })], [.. records.Select(r => r.Item3)]).Distinct();
            var kept = Enumerable.Range(0, data.Count).Select(r => ((int)data.Record(r)[0], (int)data.Record(r)[1], data.Labels[r]));
            Assert.That(kept, Is.EqualTo(records.Distinct()));
        });

    [Test]
    public void Scaled_features_have_mean_0_and_deviation_1() =>
        Gen.Float[-1e4f, 1e4f].Array[2, 60].Where(column => column.Max() - column.Min() > 1).Sample(column =>
        {
            var scaled = Of(1, column, new int[column.Length]).Scaled().Features;
            Assert.That(scaled.Average(v => (double)v), Is.EqualTo(0).Within(1e-5));
            Assert.That(scaled.Average(v => (double)v * v), Is.EqualTo(1).Within(1e-5));
        });

    [Test]
    public void A_feature_is_scaled_by_its_own_column() =>
        Assert.That(Of(2, [1, 10, 3, 30], [0, 1]).Scaled().Features, Is.EqualTo([-1f, -1, 1, 1]));

    [TestCase(0.1f, 1000)]
    [TestCase(1e30f, 7)]
    [TestCase(-3f, 1)]
    public void A_feature_that_never_changes_becomes_0(float value, int records) =>
        Assert.That(Of(1, [.. Enumerable.Repeat(value, records)], new int[records]).Scaled().Features, Is.All.Zero);

    [Test]
    public void Scaling_leaves_the_labels_the_clients_and_the_original_alone()
    {
        var data = Of(1, [1, 3], [0, 1], [4, 2]);
        var scaled = data.Scaled();
        Assert.That((scaled.Labels, scaled.Clients, scaled.Checksum), Is.EqualTo((data.Labels, data.Clients, data.Checksum)));
        Assert.That(data.Features, Is.EqualTo([1f, 3]));
    }

    [TestCase(float.NaN)]
    [TestCase(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_place(float value) => Assert.That(
        () => Of(2, [1, 2, 3, value], [0, 0]),
        Throws.TypeOf<DataFormatException>().With.Message.Contains("record 1, feature 1"));

    [TestCase(0, 0, 0)]
    [TestCase(0, 2, 0)]
    [TestCase(2, 1, 1)]
    [TestCase(1, 2, 1)]
    public void The_features_must_be_as_many_as_the_records_need(int width, int values, int records) =>
        Assert.That(() => Of(width, new float[values], new int[records]), Throws.TypeOf<DataFormatException>());

    [Test]
    public void Labels_need_a_class_and_clients_a_record() => Assert.Multiple(() =>
    {
        Assert.That(() => Of(1, [1, 2], [0, 2]), Throws.TypeOf<DataFormatException>().With.Message.Contains("record 1"));
        Assert.That(() => Of(1, [1, 2], [-1, 0]), Throws.TypeOf<DataFormatException>().With.Message.Contains("record 0"));
        Assert.That(() => Of(1, [1, 2], [0, 1], [0]), Throws.TypeOf<DataFormatException>().With.Message.Contains("client"));
    });

    private static Dataset Of(int width, float[] features, int[] labels, int[]? clients = null) =>
        new("made up", features, width, labels, ["no", "yes"], clients, "none");
}
