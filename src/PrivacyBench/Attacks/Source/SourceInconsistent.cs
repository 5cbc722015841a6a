using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Sees through a sum by sending different models: in each round one client, in turn, is sent the global model, and all others one whose
/// hidden layers cannot learn, so that there the sum is the one's update; then names the client by the loss (Pasquini, Francati,
/// Ateniese 2022, section 4).
/// </summary>
/// <remarks>A model without a hidden layer has nothing to silence: nobody is singled out, and the answer is a guess.</remarks>
public sealed record SourceInconsistent : SourceAttack<InconsistentSums>, IActiveAttack
{
    /// <inheritdoc/>
    public Interference? Act(ThreatPosition position, Candidates targets) =>
        position is Server or ServerWithClients or KeyHolder ? new SinglingOut(position.OwnClients) : null;

    /// <inheritdoc/>
    protected override double[][] Score(InconsistentSums seen, References<InconsistentSums> references, Candidates candidates, RandomStream random) =>
        SourceLoss.Scores(seen.Updates, candidates);

    private sealed record SinglingOut(int OwnClients) : Interference
    {
        public override Func<int, float[]>? Send(InterferedRound round)
        {
            int[] honest = [.. round.Participants.Where(client => client >= OwnClients)];
            if (honest.Length == 0 || round.Silenced() is not { } silenced)
            {
                return null;
            }

            var target = honest[round.Round % honest.Length];
            return client => client == target ? round.Global : silenced;
        }
    }
}
