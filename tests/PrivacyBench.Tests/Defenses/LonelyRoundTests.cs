using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Rounds in which one client takes part, whose sum would be its update.</summary>
internal sealed class LonelyRoundTests
{
    private const int Clients = 5;

    private static IEnumerable<TestCaseData> Protected() => new ProtectedSum[]
    {
        new AdditiveShares(), new ShamirShares(), new VerifiedShares(), new SecureAggregation(), new Bfv(), new Ckks(), new ThresholdBfv(), new ThresholdCkks(),
    }.Select(sum => new TestCaseData(sum).SetArgDisplayNames(sum.Label));

    [TestCaseSource(nameof(Protected))]
    public void A_protected_sum_of_one_is_not_released_and_the_federation_goes_on(ProtectedSum sum)
    {
        Transcript undefended = Trained([]), defended = Trained([sum]);
        int[] lonely = [.. Enumerable.Range(0, undefended.Rounds.Count).Where(t => undefended.Rounds[t].Participants.Count == 1)];

        Assert.That(lonely, Is.Not.Empty);
        Assert.That(Enumerable.Range(0, defended.Rounds.Count).Where(t => defended.Rounds[t].Stopped is not null), Is.EqualTo(lonely));
        Assert.That(lonely.Select(t => defended.GlobalModels[t + 1]), Is.EqualTo(lonely.Select(t => defended.GlobalModels[t])));
        Assert.That(lonely.Select(t => defended.Rounds[t].MeanUpdate), Is.All.All.Zero);
        Assert.That(defended.Rounds[lonely[0]].Stopped, Does.StartWith(sum.Label + ": server").And.Contains("at least 2 are needed"));
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
