using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class NpzTests
{
    private static readonly byte[] Labels = Npy("<i8", "(2,)", [5, 0, 0, 0, 0, 0, 0, 0, 251, 255, 255, 255, 255, 255, 255, 255]);

    [Test]
    public void Features_of_any_shape_labels_and_clients_are_read()
    {
        var data = Load(("x", Npy("|u1", "(2, 1, 3)", [0, 1, 255, 7, 8, 9])), ("y", Labels), ("client", Npy("|b1", "(2,)", [1, 0])));
        Assert.That(data.Features, Is.EqualTo([0f, 1, 255, 7, 8, 9]));
        Assert.That((data.FeatureCount, data.Count, data.Name), Is.EqualTo((3, 2, "mine.npz")));
        Assert.That(data.ClassNames, Is.EqualTo(["-5", "5"]));
        Assert.That(data.Labels, Is.EqualTo([1, 0]));
        Assert.That(data.Clients, Is.EqualTo([1, 0]));
    }

    [TestCase("|i1", "FE03")]
    [TestCase("<i2", "FEFF0300")]
    [TestCase(">i2", "FFFE0003")]
    [TestCase("<i4", "FEFFFFFF03000000")]
    [TestCase("<i8", "FEFFFFFFFFFFFFFF0300000000000000")]
    [TestCase("<f2", "00C00042")]
    [TestCase("<f4", "000000C000004040")]
    [TestCase(">f4", "C000000040400000")]
    [TestCase("<f8", "00000000000000C00000000000000840")]
    public void Values_of_every_type_and_byte_order_are_read(string type, string minusTwoAndThree) => Assert.That(
        Load(("x", Npy(type, "(2,)", Convert.FromHexString(minusTwoAndThree))), ("y", Labels)).Features, Is.EqualTo([-2f, 3]));

    [TestCase("<u2", "02000300")]
    [TestCase("<u4", "0200000003000000")]
    [TestCase(">u8", "00000000000000020000000000000003")]
    public void Values_without_a_sign_are_read(string type, string twoAndThree) => Assert.That(
        Load(("x", Npy(type, "(2,)", Convert.FromHexString(twoAndThree))), ("y", Labels)).Features, Is.EqualTo([2f, 3]));

    [TestCase(2)]
    [TestCase(3)]
    public void Later_versions_are_read(byte version) =>
        Assert.That(Load(("x", Npy("|u1", "(2,)", [4, 6], version: version)), ("y", Labels)).Features, Is.EqualTo([4f, 6]));

    [Test]
    public void A_missing_array_is_told_with_those_that_are_there()
    {
        Assert.That(Refused(("x_train", Labels), ("y", Labels)), Does.Contain("array x").And.Contain("x_train"));
        Assert.That(Refused(("x", Labels)), Does.Contain("array y"));
    }

    [TestCase("<U1", "(2,)", 8, "<U1")]
    [TestCase("<c8", "(2,)", 16, "<c8")]
    [TestCase("|O", "(2,)", 2, "|O")]
    [TestCase("<f3", "(2,)", 6, "f3")]
    [TestCase("|u1", "(2, 3)", 5, "5 bytes", "6")]
    [TestCase("|u1", "(2, 99999999999)", 5, "99999999999")]
    [TestCase("|u1", "(3,)", 3, "(3)", "(2)")]
    [TestCase("|u1", "()", 1, "shape")]
    [TestCase("<f4", "(2, 0)", 0, "0 features")]
    public void Arrays_that_are_no_features_are_refused(string type, string shape, int length, params string[] told)
    {
        var message = Refused(("x", Npy(type, shape, new byte[length])), ("y", Labels));
        foreach (var part in told)
        {
            Assert.That(message, Does.Contain(part));
        }
    }

    [Test]
    public void Damaged_arrays_are_refused() => Assert.Multiple(() =>
    {
        var x = Npy("|u1", "(2,)", [4, 6]);
        Assert.That(Refused(("x", x[..20]), ("y", Labels)), Does.Contain("array x").And.Contain("20 bytes"));
        Assert.That(Refused(("x", x[..4]), ("y", Labels)), Does.Contain("934E554D"));
        Assert.That(Refused(("x", [1, .. x[1..]]), ("y", Labels)), Does.Contain("934E554D5059"));
        Assert.That(Refused(("x", Npy("|u1", "(2,)", [4, 6], order: "True")), ("y", Labels)), Does.Contain("fortran_order"));
        Assert.That(Refused(("x", Npy("<f4", "(2,)", [0, 0, 0, 0, 0, 0, 0xc0, 0x7f])), ("y", Labels)), Does.Contain("record 1, feature 0").And.Contain("NaN"));
        Assert.That(Refused(("x", x), ("y", Npy("<f4", "(2,)", [0, 0, 0, 0, 0, 0, 0, 0x3f]))), Does.Contain("array y, record 1").And.Contain("0.5"));
        Assert.That(Refused(("x", x), ("y", Labels), ("client", Npy("|u1", "(3,)", new byte[3]))), Does.Contain("array client"));
    });

    [Test]
    public void An_array_with_a_byte_changed_is_refused()
    {
        var archive = Npz([("x", Npy("|u1", "(2,)", [4, 6])), ("y", Labels)], CompressionLevel.NoCompression);
        archive[archive.AsSpan().IndexOf((byte[])[(byte)'\n', 4, 6]) + 1] = 5;
        using var file = new TemporaryFile("mine.npz", archive);
        Assert.That(
            () => DatasetLoader.Load(new() { Path = file.Path }), Throws.TypeOf<DataFormatException>().With.Message.Contains("array x").And.Message.Contains("CRC-32"));
    }

    [TestCase(0.3)]
    [TestCase(0.9)]
    public void An_archive_that_is_cut_off_is_refused(double part)
    {
        var whole = Npz([("x", Npy("|u1", "(2,)", [4, 6])), ("y", Labels)]);
        using var file = new TemporaryFile("mine.npz", whole[..(int)(part * whole.Length)]);
        Assert.That(
            () => DatasetLoader.Load(new() { Path = file.Path }), Throws.TypeOf<DataFormatException>().With.Message.Contains("cut off"));
    }

    private static Dataset Load(params (string Name, byte[] Npy)[] arrays)
    {
        using var file = new TemporaryFile("mine.npz", Npz(arrays));
        return DatasetLoader.Load(new() { Path = file.Path });
    }

    private static string Refused(params (string Name, byte[] Npy)[] arrays) => Assert.Throws<DataFormatException>(() => Load(arrays))!.Message;

    private static byte[] Npz((string Name, byte[] Npy)[] arrays, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, npy) in arrays)
            {
                using var entry = archive.CreateEntry($"{name}.npy", level).Open();
                entry.Write(npy);
            }
        }

        return packed.ToArray();
    }

    private static byte[] Npy(string type, string shape, byte[] values, string order = "False", byte version = 1)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
        var length = new byte[version == 1 ? 2 : 4];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. header, .. values];
    }
}
