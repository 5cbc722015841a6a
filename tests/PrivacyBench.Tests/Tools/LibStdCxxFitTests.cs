using System.Security.Cryptography;
using System.Text;
using PrivacyBench.Tools;

namespace PrivacyBench.Tests.Tools;

/// <summary>On copies of TorchSharp's library as the package ships it.</summary>
internal sealed class LibStdCxxFitTests
{
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";

    [Test]
    public void Rewrites_the_one_reference_and_nothing_else()
    {
        var shipped = Shipped();
        var fitted = LibStdCxxFit.Fit(shipped);

        var changed = Enumerable.Range(0, shipped.Length).Where(i => shipped[i] != fitted[i]).ToArray();
        var symbol = shipped.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{NewSymbol}\0")) + 1;
        var elsewhere = changed.Where(i => i < symbol || i >= symbol + NewSymbol.Length).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.ASCII.GetString(fitted, symbol, NewSymbol.Length).TrimEnd('\0'), Is.EqualTo(OldSymbol));
            Assert.That(elsewhere, Has.Length.InRange(2, 8), "the hash and the name's offset of one entry");
            Assert.That(elsewhere[^1] - elsewhere[0], Is.LessThan(16), "all in one entry");
        });
    }

    [Test]
    public void Leaves_a_fitted_library_as_it_is()
    {
        var fitted = LibStdCxxFit.Fit(Shipped());

        Assert.That(LibStdCxxFit.Fit(fitted), Is.SameAs(fitted));
    }

    [Test]
    public void Does_not_change_the_bytes_it_is_given()
    {
        var shipped = Shipped();
        var before = SHA256.HashData(shipped);
        LibStdCxxFit.Fit(shipped);

        Assert.That(SHA256.HashData(shipped), Is.EqualTo(before));
    }

    [Test]
    public void Says_which_other_symbol_needs_the_new_version()
    {
        var other = Shipped();
        var symbol = other.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{NewSymbol}\0")) + 1;
        other[symbol + 4] = (byte)'9';

        Assert.That(() => LibStdCxxFit.Fit(other), Throws.TypeOf<FormatException>().With.Message.Contains("_ZSt91ios_base_library_initv"));
    }

    [Test]
    public void Says_that_a_library_is_cut_off()
    {
        var shipped = Shipped();

        Assert.That(() => LibStdCxxFit.Fit(shipped[..(shipped.Length / 2)]), Throws.TypeOf<FormatException>().With.Message.Contains("cut off"));
    }

    [Test]
    public void Says_that_a_file_is_no_library() =>
        Assert.That(() => LibStdCxxFit.Fit(new byte[100]), Throws.TypeOf<FormatException>().With.Message.Contains("ELF"));

    [Test]
    public void The_package_cache_keeps_what_the_package_shipped()
    {
        var shipped = Shipped();

        Assert.That(LibStdCxxFit.Fit(shipped), Is.Not.SameAs(shipped), "the shipped file still asks for the new version");
    }

    private static byte[] Shipped()
    {
        // The package's own file: the output folder's may be fitted already.
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var version = typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3);
        var file = Path.Combine(packages, "torchsharp", version, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Assume.That(file, Does.Exist, "the package's Linux library is only there on Linux x64");
        return File.ReadAllBytes(file);
    }
}
