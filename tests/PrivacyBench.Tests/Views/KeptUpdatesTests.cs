using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Views;

/// <summary>Transcripts that keep the updates that somebody asks about, and no others.</summary>
internal sealed class KeptUpdatesTests
{
    private const int Clients = 4;
    private const int Own = 1;
    private static readonly Transcript Whole = TinyFederations.Train(TinyFederations.Plan() with { Rounds = 7 }, TinyFederations.Unequal(1, Clients))[0];

    [Test]
    public void What_is_asked_of_the_rest_is_as_of_all()
    {
        var candidates = new Candidates(TinyFederations.Digits, [.. Enumerable.Range(0, 30)]);
        var kept = ClientUpdates.Kept(Whole, 3, Own);
        ClientUpdates before = new(Whole, 3), after = new(kept, 3);

        Assert.That(after.Losses(candidates).Means, Is.EqualTo(before.Losses(candidates).Means));
        Assert.That(after.LossesWithout(candidates).Means, Is.EqualTo(before.LossesWithout(candidates).Means));
        Assert.That(
            Enumerable.Range(0, kept.Rounds.Count).Select(t => new OwnClients(kept, Own).Updates(t)),
            Is.EqualTo(Enumerable.Range(0, kept.Rounds.Count).Select(t => new OwnClients(Whole, Own).Updates(t))));
    }

    [Test]
    public void Three_rounds_of_seven_stay_and_of_the_others_the_adversarys_own() =>
        Assert.That(
            ClientUpdates.Kept(Whole, 3, Own).Rounds.Select(round => round.Updates.Count(update => update.Length > 0)),
            Is.EqualTo(new[] { 4, 1, 1, 4, 1, 1, 4 }));

    [Test]
    public void Where_all_rounds_are_asked_all_stay() =>
        Assert.That(ClientUpdates.Kept(Whole, null, 0).Rounds.SelectMany(round => round.Updates).Select(update => update.Length), Is.All.Positive);
}
