using PrivacyBench.Federation;

namespace PrivacyBench.Tests.Federation;

internal sealed class StackSizeTests
{
    [TestCase(1_000, 33, 10, 40_000, 2, 4, Description = "four federations of ten models fit the share")]
    [TestCase(1_000, 34, 10, 400_000, 2, 17, Description = "all would fit, and no core goes without")]
    [TestCase(1_000, 1, 10, 400_000, 2, 1, Description = "one federation is one stack")]
    [TestCase(1_000_000, 9, 10, 40_000, 2, 1, Description = "one federation is too large and trains alone")]
    [TestCase(1_000, 9, 10, 80_000, 2, 5, Description = "two even stacks, not eight and one")]
    public void A_stack_fits_its_share_of_the_cache_and_leaves_no_core_idle(
        long modelBytes, int federations, int clients, long share, int cores, int expected) =>
        Assert.That(StackSize.Federations(modelBytes, federations, clients, share, cores), Is.EqualTo(expected));

    [Test]
    public void Caches_are_read_as_the_kernel_describes_them()
    {
        var folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        foreach (var (index, size) in new[] { ("index0", "32K\n"), ("index3", "32768K\n"), ("index4", "unknown") })
        {
            Directory.CreateDirectory(Path.Combine(folder, index));
            File.WriteAllText(Path.Combine(folder, index, "size"), size);
        }

        Assert.That(StackSize.Caches(folder), Is.EquivalentTo(new[] { 32L << 10, 32L << 20 }));
        Assert.That(StackSize.Caches(Path.Combine(folder, "missing")), Is.Empty);
        Directory.Delete(folder, recursive: true);
    }
}
