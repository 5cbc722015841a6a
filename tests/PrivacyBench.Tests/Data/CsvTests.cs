using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class CsvTests
{
    [Test]
    public void Features_labels_and_clients_are_read_by_the_names_of_their_columns()
    {
        var data = Load("b,client,a,label\n1.5,9,-2e3,1\n0,4,+7,0\n");
        Assert.That(data.Features, Is.EqualTo([1.5f, -2000, 0, 7]));
        Assert.That((data.FeatureCount, data.Count), Is.EqualTo((2, 2)));
        Assert.That(data.Labels, Is.EqualTo([1, 0]));
        Assert.That(data.Clients, Is.EqualTo([1, 0]), "clients are numbered from 0 in their order");
        Assert.That(data.Name, Is.EqualTo("mine.csv"));
    }

    [Test]
    public void Other_columns_can_be_named()
    {
        using var file = new TemporaryFile("mine.csv", "x,label,school,grade\n1,8,s,b\n2,9,t,a\n");
        var data = DatasetLoader.Load(new() { Path = file.Path, Label = "grade", Client = "school" });
        Assert.That((data.FeatureCount, data.Labels[0], data.Labels[1]), Is.EqualTo((2, 1, 0)));
        Assert.That(data.Clients, Is.EqualTo([0, 1]));
    }

    [Test]
    public void Labels_may_be_text_or_any_numbers()
    {
        Assert.That(Load("x,label\n1,sick\n2,healthy\n3,sick\n").Labels, Is.EqualTo([1, 0, 1]));
        Assert.That(Load("x,label\n1,sick\n2,healthy\n").ClassNames, Is.EqualTo(["healthy", "sick"]));
        Assert.That(Load("x,label\n1,10\n2,9\n3,-1\n").ClassNames, Is.EqualTo(["-1", "9", "10"]));
    }

    [Test]
    public void A_number_in_two_spellings_is_one_label()
    {
        var data = Load("x,label\n1,1\n2,1.0\n3,01\n4,2\n5,9007199254740993\n6,9007199254740992\n");
        Assert.That(data.Labels, Is.EqualTo([0, 0, 0, 1, 3, 2]), "but long identifiers do not fall together");
    }

    [TestCase("mine.npz", "zip archive")]
    [TestCase("train-images-idx3-ubyte", "0, 0, 8, 3")]
    public void A_file_that_is_not_what_its_name_says_is_not_taken_for_a_table(string name, string said)
    {
        using var file = new TemporaryFile(name, "x,label\n1,0\n2,1\n");
        Assert.That(() => DatasetLoader.Load(new() { Path = file.Path }), Throws.InstanceOf<DataFormatException>().With.Message.Contains(said));
    }

    [Test]
    public void A_file_without_clients_has_none() => Assert.That(Load("x,label\n1,0\n").Clients, Is.Null);

    [Test]
    public void Windows_line_ends_a_byte_order_mark_and_quotes_change_nothing()
    {
        var data = Load("\uFEFF\"x\",\"label\"\r\n\"1\",\"a, b\"\r\n2,c\r\n");
        Assert.That(data.Features, Is.EqualTo([1f, 2]));
        Assert.That(data.ClassNames, Is.EqualTo(["a, b", "c"]));
    }

    [Test]
    [SetCulture("ru-RU")]
    public void Numbers_are_read_the_same_in_every_culture() => Assert.That(Load("x,label\n1.5,0\n").Features, Is.EqualTo([1.5f]));

    [Test]
    public void A_packed_file_is_the_same_but_for_its_checksum()
    {
        const string Text = "x,label\n1,0\n2,1\n";
        using var packed = new TemporaryFile("mine.csv.gz", TemporaryFile.Gzip(Text));
        var data = DatasetLoader.Load(new() { Path = packed.Path });
        Assert.That(data.Features, Is.EqualTo(Load(Text).Features));
        Assert.That(data.Checksum, Is.EqualTo(packed.Checksum).And.Not.EqualTo(Load(Text).Checksum));
    }

    [Test]
    public void A_file_packed_in_parts_is_read_whole()
    {
        using var file = new TemporaryFile("mine.csv.gz", [.. TemporaryFile.Gzip("x,label\n1,0\n"), .. TemporaryFile.Gzip("2,0\n"), .. TemporaryFile.Gzip("")]);
        Assert.That(DatasetLoader.Load(new() { Path = file.Path }).Features, Is.EqualTo([1f, 2]));
    }

    [TestCase("", "mine.csv", "empty")]
    [TestCase("x,label\n", "no record")]
    [TestCase("x,target\n1,0\n", "line 1", "'label'", "target")]
    [TestCase("label\n0\n", "line 1", "no feature")]
    [TestCase("x,x,label\n1,2,0\n", "line 1", "'x'", "twice")]
    [TestCase("x,label,client,label\n1,2,0,1\n", "line 1", "'label'", "twice")]
    [TestCase("x,y,label\n1,2,0\n1,two,0\n", "line 3, column y: 'two'", "finite number")]
    [TestCase("x,label\n1,0\nNaN,0\n", "line 3, column x: 'NaN'", "finite number")]
    [TestCase("x,label\n-Infinity,0\n", "line 2, column x: '-Infinity'", "finite number")]
    [TestCase("x,label\n1e39,0\n", "line 2, column x: '1e39'", "finite number")]
    [TestCase("x,label\n,0\n", "line 2, column x: ''", "finite number")]
    [TestCase("x,label\n\"1,5\",0\n", "line 2, column x: '1,5'", "finite number")]
    [TestCase("x,label\n1,\n", "line 2, column label: ''", "a number or a name")]
    [TestCase("x,label,client\n1,0,\n", "line 2, column client: ''", "a number or a name")]
    [TestCase("x,label\n1,0\n1\n", "line 3", "as many fields as the header")]
    [TestCase("x,label\n1,0\n1,0,5\n", "line 3", "as many fields as the header")]
    [TestCase("x,label\n1,0\n\"1,0\n", "line")]
    public void A_damaged_table_is_refused_with_the_place_and_what_was_found(string text, params string[] told)
    {
        var message = Assert.Throws<DataFormatException>(() => Load(text))!.Message;
        foreach (var part in told)
        {
            Assert.That(message, Does.Contain(part));
        }
    }

    [Test]
    public void A_packed_file_that_is_damaged_or_cut_off_is_refused()
    {
        var packed = TemporaryFile.Gzip("x,label\n" + string.Concat(Enumerable.Range(0, 500).Select(r => $"{r},0\n")));
        var flipped = packed.ToArray();
        flipped[packed.Length / 2] ^= 0xff;
        var wrongSum = packed.ToArray();
        wrongSum[^6] ^= 1;
        byte[] secondPartCutOff = [.. packed, .. packed[..^4]];
        foreach (var bytes in new[] { flipped, wrongSum, secondPartCutOff, packed[..^1], packed[..^8], packed[..(packed.Length / 2)], packed[..5] })
        {
            using var file = new TemporaryFile("mine.csv.gz", bytes);
            Assert.That(
                () => DatasetLoader.Load(new() { Path = file.Path }),
                Throws.TypeOf<DataFormatException>().With.Message.Contains("mine.csv.gz").And.Message.Contains("gzip"));
        }
    }

    private static Dataset Load(string text)
    {
        using var file = new TemporaryFile("mine.csv", text);
        return DatasetLoader.Load(new() { Path = file.Path });
    }
}
