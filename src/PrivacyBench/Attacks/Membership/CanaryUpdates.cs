using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Plants clients, each in or out by a fair coin, whose update in every round is a random direction of their own at a fixed length, and
/// tells which are in by how much of the direction each round shows (Andrew et al. 2024; Maddock et al. 2023): in the client's own update
/// where the position sees single ones, else in the step of all. It audits guarantees whose unit is the client.
/// </summary>
public sealed record CanaryUpdates : MembershipAttack<FinestUpdates>, ICanaryAttack
{
    /// <summary>How many clients are planted, at least 2; half of them are in on average.</summary>
    [Range(2, 1000)]
    public int Count { get; init; } = 10;

    /// <summary>
    /// The Euclidean length of a planted update, above 0. An audit wants more than the clipping norm: what is as long passes where a clip is
    /// missing or lets through more in parts than as a whole.
    /// </summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double Length { get; init; } = 10;

    /// <inheritdoc/>
    public bool AreClients => true;

    /// <summary>One marker record for each planted client: it stands for the client and gives it its weight.</summary>
    public CraftedRecords Craft(Candidates known, int clients, RandomStream random) => CraftedRecords.Copied(known, Count, random);

    /// <inheritdoc/>
    public Interference? Act(Candidates canaries, int firstClient) => new Directions(canaries, firstClient, Length);

    /// <inheritdoc/>
    protected override double[] Score(FinestUpdates seen, References<FinestUpdates> references, Candidates candidates, RandomStream random)
    {
        var first = seen.Clients - candidates.Count;
        return [.. candidates.Records.Select((record, c) => CanaryDirection.Alignment(seen, record, first + c))];
    }

    private sealed record Directions(Candidates Canaries, int FirstClient, double Length) : Interference
    {
        public override float[]? Compute(int client, InterferedRound round) => client < FirstClient
            ? null
            : CanaryDirection.Of(Canaries.Records[client - FirstClient], round.Global.Length, Length);
    }
}
