using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class StrongestTests
{
    [Test]
    public void Whoever_has_the_guess_is_never_worse_than_guessing()
    {
        var strongest = Strongest.OrGuessing("source-loss", new(-.68, -.9, -.5), [-.6, -.76], null);
        Assert.That(strongest.Advantage, Is.EqualTo(new Rate(0, 0, 0)));
        Assert.That(strongest.Raw, Is.EqualTo(new Rate(-.68, -.9, -.5)), "what the attack does by itself is kept");
        Assert.That(strongest.GuessWins, Is.True);
        Assert.That(strongest.ByFederation, Is.EqualTo(new[] { 0.0, 0 }), "an attack that is never used does not vary");
    }

    [Test]
    public void Of_an_attack_that_cannot_be_told_from_guessing_the_upper_end_stays()
    {
        var strongest = Strongest.OrGuessing("source-loss", new(-.02, -.06, .03), [-.01, -.03], null);
        Assert.That(strongest.Advantage, Is.EqualTo(new Rate(0, 0, .03)));
        Assert.That(strongest.GuessWins, Is.False);
        Assert.That(strongest.ByFederation, Is.EqualTo(new[] { .01, -.01 }).Within(1e-12), "their mean is the advantage, and they vary as before");
    }

    [Test]
    public void An_attack_that_beats_guessing_is_left_as_it_is()
    {
        var strongest = Strongest.OrGuessing("source-loss", new(.2, .1, .3), [.2, .2], "why");
        Assert.That(strongest, Has.Property("Raw").Null.And.Property("Reason").EqualTo("why"));
        Assert.That(strongest.Advantage, Is.EqualTo(new Rate(.2, .1, .3)));
    }
}
