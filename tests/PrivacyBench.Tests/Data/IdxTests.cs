using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class IdxTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 255, 7, 8, 9];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 3, 1];

    [TestCase("train-images-idx3-ubyte", "train-labels-idx1-ubyte")]
    [TestCase("images-idx3-ubyte.gz", "labels-idx1-ubyte.gz")]
    [TestCase("images-idx3-ubyte.gz", "labels-idx1-ubyte")]
    public void A_pair_is_read_from_its_folder_or_from_its_images(string images, string labels)
    {
        using var file = new TemporaryFile(images, Stored(images, Images));
        file.Beside(labels, Stored(labels, Labels));
        foreach (var path in new[] { file.Path, file.Folder, file.Folder + Path.DirectorySeparatorChar })
        {
            var data = DatasetLoader.Load(new() { Path = path });
            Assert.That(data.Features, Is.EqualTo([0f, 1, 255, 7, 8, 9]));
            Assert.That(data.Labels, Is.EqualTo([3, 1]));
            Assert.That((data.FeatureCount, data.ClassNames.Count, data.Name), Is.EqualTo((3, 4, Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)))));
        }
    }

    [Test]
    public void Training_images_are_taken_before_others_with_their_own_labels()
    {
        using var file = new TemporaryFile("t10k-images-idx3-ubyte", Images);
        file.Beside("t10k-labels-idx1-ubyte", Labels);
        file.Beside("train-images-idx3-ubyte", Images);
        file.Beside("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 0, 2]);
        Assert.That(DatasetLoader.Load(new() { Path = file.Folder }).Labels, Is.EqualTo([0, 2]));
        Assert.That(DatasetLoader.Load(new() { Path = file.Path }).Labels, Is.EqualTo([3, 1]));
    }

    [Test]
    public void Fashion_mnist_is_read_from_a_path()
    {
        using var file = new TemporaryFile("train-images-idx3-ubyte.gz", TemporaryFile.Gzip([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[784]]));
        file.Beside("train-labels-idx1-ubyte.gz", TemporaryFile.Gzip([0, 0, 8, 1, 0, 0, 0, 1, 9]));
        var data = DatasetLoader.Load(new() { Name = "fashion-mnist", Path = file.Folder });
        Assert.That((data.Name, data.FeatureCount, data.Labels[0]), Is.EqualTo(("fashion-mnist", 784, 9)));
    }

    [TestCase("cut off images", 21, 10, "21 bytes", "22")]
    [TestCase("no sizes", 6, 10, "000803")]
    [TestCase("cut off labels", 22, 9, "9 bytes", "10")]
    public void A_cut_off_file_is_refused(string what, int images, int labels, params string[] told)
    {
        var message = Refused(Images[..images], Labels[..labels]);
        foreach (var part in told)
        {
            Assert.That(message, Does.Contain(part), what);
        }
    }

    [Test]
    public void Files_that_do_not_belong_together_are_refused() => Assert.Multiple(() =>
    {
        Assert.That(Refused(Images, [0, 0, 8, 1, 0, 0, 0, 1, 3]), Does.Contain("1 labels were found").And.Contain("2 images"));
        Assert.That(Refused(Images, Images), Does.Contain("00000803").And.Contain("00000801"));
        Assert.That(Refused([0, 0, 8, 3, .. new byte[12]], Labels), Does.Contain("none may be 0"));
        Assert.That(
            Refused([0, 0, 8, 3, 0x7f, 255, 255, 255, 0x7f, 255, 255, 255, 0x7f, 255, 255, 255], Labels),
            Does.Contain("9903520300447984"), "sizes whose product does not fit 64 bits");
    });

    [Test]
    public void Images_without_labels_are_refused()
    {
        using var file = new TemporaryFile("train-images-idx3-ubyte", Images);
        Assert.That(
            () => DatasetLoader.Load(new() { Path = file.Path }),
            Throws.TypeOf<DataFormatException>().With.Message.Contains("train-labels-idx1-ubyte"));
    }

    [Test]
    public void A_folder_without_records_is_refused()
    {
        using var file = new TemporaryFile("notes.txt", "nothing");
        Assert.That(
            () => DatasetLoader.Load(new() { Path = file.Folder }),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(file.Folder).And.Message.Contains("data_batch"));
    }

    private static string Refused(byte[] images, byte[] labels)
    {
        using var file = new TemporaryFile("images-idx3-ubyte", images);
        file.Beside("labels-idx1-ubyte", labels);
        return Assert.Throws<DataFormatException>(() => DatasetLoader.Load(new() { Path = file.Folder }))!.Message;
    }

    private static byte[] Stored(string name, byte[] bytes) => name.EndsWith(".gz", StringComparison.Ordinal) ? TemporaryFile.Gzip(bytes) : bytes;
}
