using System.Formats.Tar;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class CifarTests
{
    private const int Pixels = 3072;

    [Test]
    public void A_batch_is_labels_and_pixels()
    {
        using var file = new TemporaryFile("data_batch_1.bin", [.. Record(9, 1), .. Record(0, 255)]);
        var data = DatasetLoader.Load(new() { Path = file.Path });
        Assert.That((data.Count, data.FeatureCount, data.ClassNames.Count), Is.EqualTo((2, Pixels, 10)));
        Assert.That(data.Labels, Is.EqualTo([9, 0]));
        Assert.That((data.Record(0)[0], data.Record(0)[^1], data.Record(1)[0]), Is.EqualTo((1f, 2f, 255f)));
    }

    [Test]
    public void The_batches_of_a_folder_are_one_set_without_the_test_batch()
    {
        using var file = new TemporaryFile("data_batch_2.bin", Record(2, 20));
        file.Beside("data_batch_1.bin", Record(1, 10));
        file.Beside("test_batch.bin", Record(3, 30));
        var data = DatasetLoader.Load(new() { Path = file.Folder, Name = "CIFAR-10" });
        Assert.That(data.Labels, Is.EqualTo([1, 2]));
        Assert.That((data.Record(0)[0], data.Record(1)[0], data.Name), Is.EqualTo((10f, 20f, "CIFAR-10")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void The_published_archive_is_read_as_it_is(bool byFolder)
    {
        var tar = Tar(("cifar-10-batches-bin/data_batch_2.bin", Record(2, 20)), ("cifar-10-batches-bin/readme.html", [1]),
            ("cifar-10-batches-bin/test_batch.bin", Record(3, 30)), ("cifar-10-batches-bin/data_batch_1.bin", Record(1, 10)));
        using var file = new TemporaryFile("cifar-10-binary.tar.gz", TemporaryFile.Gzip(tar));
        var data = DatasetLoader.Load(new() { Path = byFolder ? file.Folder : file.Path, Name = "cifar-10" });
        Assert.That((data.Labels, data.Record(0)[0], data.Record(1)[0]), Is.EqualTo((new[] { 1, 2 }, 10f, 20f)));
    }

    [Test]
    public void A_damaged_archive_is_refused()
    {
        var tar = Tar(("data_batch_1.bin", Record(1, 10)));
        Assert.That(RefusedTar(tar[..2000]), Does.Contain("cut off"));
        Assert.That(RefusedTar(Tar(("readme.html", [1]))), Does.Contain("no data_batch_"));
        Assert.That(RefusedTar(Tar(("data_batch_1.bin", [1, 2]))), Does.Contain("data_batch_1.bin").And.Contain("2 bytes"));
    }

    [TestCase(0, 0, "0 bytes")]
    [TestCase(3072, 0, "3072 bytes")]
    [TestCase(3074, 0, "multiple of 3073")]
    [TestCase(3073, 10, "record 0: the label 10")]
    public void A_damaged_batch_is_refused(int length, byte label, string told)
    {
        var bytes = new byte[length];
        bytes.AsSpan(0, Math.Min(1, length)).Fill(label);
        using var file = new TemporaryFile("data_batch_1.bin", bytes);
        Assert.That(
            () => DatasetLoader.Load(new() { Path = file.Path }),
            Throws.TypeOf<DataFormatException>().With.Message.Contains(told).And.Message.Contains("data_batch_1.bin"));
    }

    private static string RefusedTar(byte[] tar)
    {
        using var file = new TemporaryFile("cifar-10-binary.tar.gz", TemporaryFile.Gzip(tar));
        return Assert.Throws<DataFormatException>(() => DatasetLoader.Load(new() { Path = file.Path }))!.Message;
    }

    private static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using var packed = new MemoryStream();
        using (var writer = new TarWriter(packed, TarEntryFormat.Ustar))
        {
            foreach (var (name, bytes) in files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
            }
        }

        return packed.ToArray();
    }

    private static byte[] Record(byte label, byte firstPixel) => [label, firstPixel, .. new byte[Pixels - 2], 2];
}
