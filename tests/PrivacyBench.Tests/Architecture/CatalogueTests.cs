using PrivacyBench.Attacks;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Views;

// Not the folder's name, which would hide the type Architecture from every test.
namespace PrivacyBench.Tests.Layers;

/// <summary>What exists is listed, so that the schema, <c>list</c> and the conformance suites know it.</summary>
internal sealed class CatalogueTests
{
    [Test]
    public void Every_attack_is_listed() => AllListed(AttackCatalogue.Attacks);

    [Test]
    public void Every_defense_is_listed() => AllListed(DefenseCatalogue.Defenses);

    [Test]
    public void Every_partition_is_listed() => AllListed(PartitionCatalogue.Partitions);

    [Test]
    public void Every_architecture_is_listed() => AllListed(ArchitectureCatalogue.Architectures);

    [Test]
    public void Every_strategy_is_listed() => AllListed(ServerOptimizerCatalogue.ServerOptimizers);

    [Test]
    public void Every_position_is_listed() => AllListed(ThreatPositions.Catalogue);

    private static void AllListed<T>(Catalogue<T> catalogue)
        where T : notnull
    {
        var concrete = typeof(T).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract);

        Assert.That(catalogue.Entries.Values.Select(e => e.Type), Is.EquivalentTo(concrete), "add a line to the catalogue, or remove the type");
        Assert.That(catalogue.Entries.Values.Select(e => e.Summary.Length * e.Source.Length), Is.All.Positive);
    }
}
