using PrivacyBench.Arms;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Arms;

internal sealed class TruthTests
{
    private static readonly Candidates Candidates = new(TinyFederations.Digits, [.. Enumerable.Range(0, 200)]);

    /// <summary>Client 0 holds the low digits among the members and client 1 the high ones: labels alone would betray them.</summary>
    private static readonly Truth Skewed =
        new([.. Enumerable.Range(0, 200).Select(i => i % 2 == 1 ? -1 : Candidates.Label(i) < 5 ? 0 : 1)]);

    private static readonly int[] All = [.. Enumerable.Range(0, 200)];

    [Test]
    public void A_member_is_asked_of_its_own_client()
    {
        var named = Skewed.NamedClients(All, Candidates, new RandomStream(1));
        Assert.That(All.Where(Skewed.IsMember).Select(i => named[i]), Is.EqualTo(All.Where(Skewed.IsMember).Select(i => Skewed.Sources[i])));
    }

    [Test]
    public void Others_are_asked_of_clients_that_hold_their_class()
    {
        var named = Skewed.NamedClients(All, Candidates, new RandomStream(1));
        int[] others = [.. named.Keys.Where(i => !Skewed.IsMember(i))];
        Assert.That(others, Has.Length.GreaterThan(90));
        Assert.That(others.Select(i => named[i]), Is.EqualTo(others.Select(i => Candidates.Label(i) < 5 ? 0 : 1)));
    }

    [Test]
    public void Where_a_class_is_spread_its_non_members_are_spread_likewise()
    {
        var members = new RandomStream(2).Permutation(200).Take(100).ToHashSet();
        var truth = new Truth([.. All.Select(i => members.Contains(i) ? i % 4 : -1)]);
        var named = truth.NamedClients(All, Candidates, new RandomStream(1));
        foreach (var client in Enumerable.Range(0, 4))
        {
            var (own, others) = (named.Count(n => n.Value == client && truth.IsMember(n.Key)), named.Count(n => n.Value == client && !truth.IsMember(n.Key)));
            Assert.That(others, Is.EqualTo(own).Within(12), $"client {client}");
        }
    }

    [Test]
    public void A_non_member_of_a_class_that_nobody_holds_is_asked_of_nobody()
    {
        var truth = new Truth([.. All.Select(i => Candidates.Label(i) == 3 || i % 2 == 1 ? -1 : 0)]);
        Assert.That(truth.NamedClients(All, Candidates, new RandomStream(1)).Keys.Where(i => Candidates.Label(i) == 3), Is.Empty);
    }

    [Test]
    public void Natural_clients_are_compared_with_non_members_of_the_same_origin()
    {
        // Records come from four origins in turn, each of which one client keeps.
        int[] origins = [.. All.Select(i => i % 4)];
        var members = new RandomStream(2).Permutation(200).Take(100).ToHashSet();
        var truth = new Truth([.. All.Select(i => members.Contains(i) ? origins[i] : -1)]) { Origins = origins };
        var named = truth.NamedClients(All, Candidates, new RandomStream(1));
        var measured = truth.Measured(new PrivacyBench.Views.Client(), Candidates, new RandomStream(1));

        Assert.That(All.Select(i => named[i]), Is.EqualTo(origins));
        Assert.That(measured.Where(truth.IsMember).Select(i => origins[i]), Has.None.Zero);
        Assert.That(measured.Count(i => origins[i] == 0), Is.EqualTo(Math.Max(0, 50 - (2 * All.Count(i => truth.IsMember(i) && origins[i] == 0)))));
    }
}
