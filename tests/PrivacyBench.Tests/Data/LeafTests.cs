using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class LeafTests
{
    private const string Numbers = """
        { "users": ["b", "a"], "num_samples": [2, 1],
          "user_data": { "b": { "x": [[1, 2.5], [3, -4e1]], "y": [7, 3] }, "a": { "x": [[5, 6]], "y": [7] } } }
        """;

    [TestCase("all_data.json")]
    [TestCase("all_data.json.gz")]
    [TestCase("all_data")]
    public void Users_are_the_natural_clients(string name)
    {
        using var file = name.EndsWith(".gz", StringComparison.Ordinal) ? new TemporaryFile(name, TemporaryFile.Gzip(Numbers)) : new(name, Numbers);
        var data = DatasetLoader.Load(new() { Path = file.Path });
        Assert.That(data.Features, Is.EqualTo([1f, 2.5f, 3, -40, 5, 6]));
        Assert.That(data.Labels, Is.EqualTo([1, 0, 1]));
        Assert.That(data.ClassNames, Is.EqualTo(["3", "7"]));
        Assert.That(data.Clients, Is.EqualTo([0, 0, 1]));
        Assert.That(data.Checksum, Is.EqualTo(file.Checksum));
    }

    [Test]
    public void The_files_of_a_folder_are_one_set_and_a_user_of_several_is_one_client()
    {
        using var file = new TemporaryFile("all_data_1.json", Numbers);
        file.Beside("all_data_0.json", """{ "user_data": { "a": { "x": [[8, 9]], "y": [0] } } }"""u8.ToArray());
        var data = DatasetLoader.Load(new() { Path = file.Folder });
        Assert.That(data.Clients, Is.EqualTo([0, 1, 1, 0]));
        Assert.That(data.ClassNames, Is.EqualTo(["0", "3", "7"]));
    }

    [TestCase("[1, 2]", "user_data")]
    [TestCase("""{ "user_data": { "a": { "x": ["\ud800"], "y": ["b"] } } }""", "Unicode")]
    public void A_damaged_file_of_a_folder_is_named(string json, string said)
    {
        using var file = new TemporaryFile("all_data.json", json);
        Assert.That(
            () => DatasetLoader.Load(new() { Path = file.Folder }),
            Throws.InstanceOf<DataFormatException>().With.Message.Contains("all_data.json").And.Message.Contains(said));
    }

    [Test]
    public void Texts_become_the_numbers_of_their_characters()
    {
        var data = Load("""{ "user_data": { "ROMEO": { "x": ["ab c", "cab "], "y": ["d", "a"] } } }""");
        Assert.That(data.Features, Is.EqualTo([1f, 2, 0, 3, 3, 1, 2, 0]));
        Assert.That(data.ClassNames, Is.EqualTo(["a", "d"]));
        Assert.That(data.Labels, Is.EqualTo([1, 0]));
    }

    [TestCase("{ \"user_data\": { \"a\": {\n \"x\": [[1", "line 2", "not JSON")]
    [TestCase("""{ "users": [] }""", "user_data")]
    [TestCase("""{ "user_data": [1] }""", "user_data")]
    [TestCase("""{ "user_data": {} }""", "no record")]
    [TestCase("""{ "users": ["a", "b"], "user_data": { "a": { "x": [[1]], "y": [0] } } }""", "users lists 'b'", "not whole")]
    [TestCase("""{ "users": "a", "user_data": { "a": { "x": [[1]], "y": [0] } } }""", "users", "list of names")]
    [TestCase("""{ "user_data": { "a": 5 } }""", "user 'a'", "'x'")]
    [TestCase("""{ "user_data": { "a": { "x": [[1]] } } }""", "user 'a'", "'y'")]
    [TestCase("""{ "user_data": { "a": { "x": [[1], [2]], "y": [0] } } }""", "user 'a'", "2 records", "1 labels")]
    [TestCase("""{ "user_data": { "a": { "x": [[1], ["2"]], "y": [0, 0] } } }""", "user 'a', record 1", "\"2\"", "finite number")]
    [TestCase("""{ "user_data": { "a": { "x": [[1], [1e39]], "y": [0, 0] } } }""", "user 'a', record 1", "1e39", "finite number")]
    [TestCase("""{ "user_data": { "a": { "x": [[1], [2, 3]], "y": [0, 0] } } }""", "user 'a', record 1", "2 numbers", "1 numbers")]
    [TestCase("""{ "user_data": { "a": { "x": [[1], "a"], "y": [0, "b"] } } }""", "user 'a', record 1", "1 characters", "1 numbers")]
    [TestCase("""{ "user_data": { "a": { "x": ["1.png"], "y": [1] } } }""", "user 'a', record 0", "1.png")]
    [TestCase("""{ "user_data": { "a": { "x": [[[1]]], "y": [1] } } }""", "user 'a', record 0", "[1]")]
    [TestCase("""{ "user_data": { "a": { "x": [[]], "y": [1] } } }""", "0 features")]
    public void A_damaged_file_is_refused_with_the_place_and_what_was_found(string text, params string[] told)
    {
        var message = Assert.Throws<DataFormatException>(() => Load(text))!.Message;
        foreach (var part in told)
        {
            Assert.That(message, Does.Contain(part));
        }
    }

    private static Dataset Load(string text)
    {
        using var file = new TemporaryFile("mine.json", text);
        return DatasetLoader.Load(new() { Path = file.Path });
    }
}
