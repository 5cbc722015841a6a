using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Raises the loss of the targets before each round, θ ← θ + γ·∇ℓ(θ; targets), and watches: whoever trains on a record pulls its loss back.
/// The score is the fall of the record's loss over a round, averaged over rounds, less the same in references without the record
/// (Nasr, Shokri, Houmansadr 2019, section IV-C).
/// </summary>
/// <remarks>
/// A server sends the raised model to every client. Clients add the ascent to what they send, times the number of participants so
/// that it survives the mean, past their own defenses.
/// </remarks>
public sealed record GradientAscent : MembershipAttack<RoundAnswers>, IActiveAttack
{
    private const double ServerRate = 1;

    // What clients add stays in the global model; a server raises only what it sends.
    private const double ClientRate = 0.2;

    /// <summary>γ, above 0: the step along the gradient of the targets' mean loss; where it is not given, 1 for servers and 0.2 for clients.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double? Rate { get; init; }

    /// <inheritdoc/>
    public Interference? Act(ThreatPosition position, Candidates targets) => position switch
    {
        Server or ServerWithClients or KeyHolder => new RaisingServer(targets, Rate ?? ServerRate),
        { OwnClients: > 0 } => new RaisingClients(targets, Rate ?? ClientRate, position.OwnClients),
        _ => null,
    };

    /// <inheritdoc/>
    protected override double[] Score(RoundAnswers seen, References<RoundAnswers> references, Candidates candidates, RandomStream random)
    {
        var without = references.MeanWithout(of => MeanFalls(of, candidates), candidates.Count);
        return [.. MeanFalls(seen, candidates).Zip(without, (fall, usual) => fall - usual)];
    }

    private static double[] MeanFalls(RoundAnswers rounds, Candidates candidates)
    {
        var falls = new double[candidates.Count];
        for (var t = 0; t < rounds.Rounds; t++)
        {
            var (before, after) = (rounds.Before(candidates, t), rounds.After(candidates, t));
            for (var i = 0; i < falls.Length; i++)
            {
                falls[i] += (before.Loss(i) - after.Loss(i)) / rounds.Rounds;
            }
        }

        return falls;
    }

    private sealed record RaisingServer(Candidates Targets, double Rate) : Interference
    {
        public override Func<int, float[]>? Send(InterferedRound round)
        {
            var raised = Moved(round.Global, round.Gradient(round.Global, Targets), Rate);
            return _ => raised;
        }
    }

    private sealed record RaisingClients(Candidates Targets, double Rate, int OwnClients) : Interference
    {
        public override float[]? Upload(int client, float[] honest, InterferedRound round) => client < OwnClients
            ? Moved(honest, round.Shared(Ascent(round)), (double)round.Participants.Count / round.Participants.Count(k => k < OwnClients))
            : null;

        private float[] Ascent(InterferedRound round) => Array.ConvertAll(round.Gradient(round.Global, Targets), g => (float)(Rate * g));
    }

    private static float[] Moved(float[] from, float[] along, double rate) => [.. from.Zip(along, (f, a) => (float)(f + (rate * a)))];
}
