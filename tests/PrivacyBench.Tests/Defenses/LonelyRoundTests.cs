using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Rounds in which one client takes part, whose sum would be its update.</summary>
internal sealed class LonelyRoundTests
{
    private const int Clients = 5;

    [Test]
    public void Secure_aggregation_releases_nothing_and_the_federation_goes_on()
    {
        Transcript undefended = Trained([]), defended = Trained([new SecureAggregation()]);
        int[] lonely = [.. Enumerable.Range(0, undefended.Rounds.Count).Where(t => undefended.Rounds[t].Participants.Count == 1)];

        Assert.That(lonely, Is.Not.Empty);
        Assert.That(Enumerable.Range(0, defended.Rounds.Count).Where(t => defended.Rounds[t].Stopped is not null), Is.EqualTo(lonely));
        Assert.That(lonely.Select(t => defended.GlobalModels[t + 1]), Is.EqualTo(lonely.Select(t => defended.GlobalModels[t])));
        Assert.That(lonely.Select(t => defended.Rounds[t].MeanUpdate), Is.All.All.Zero);
        Assert.That(defended.Rounds[lonely[0]].Stopped, Is.EqualTo(
            "secure-aggregation: server 0, step 'relay keys': one client has nobody to hide among: at least 2 are needed"));
        Assert.That(defended.GlobalModels[^1], Is.Not.EqualTo(defended.GlobalModels[0]));
    }

    private static Transcript Trained(Defense[] defenses)
    {
        var plan = TinyFederations.Plan();
        return TinyFederations.Train(
            plan with
            {
                Rounds = 12,
                // An optimizer with momentum would move the model without any update.
                Strategy = new FedAdam(),
                Participation = new() { Share = 0.4, IsPoisson = true },
                Hooks = [.. defenses.Select(defense => defense.For(new(Clients, 12, plan.Model.ParameterCount)))],
            },
            TinyFederations.Equal(1, Clients, 10, new Iid()))[0];
    }
}
