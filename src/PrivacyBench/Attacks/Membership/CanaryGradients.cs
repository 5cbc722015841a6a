using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Plants records with clients, each by a fair coin, whose gradient in every step is a random direction of their own at a fixed length, and
/// tells which are in by how much of the opposite direction each round shows (Nasr et al. 2021, section IV-E, and 2023): in the update of the
/// client that would hold it where the position sees single ones, else in the step of all. It is the worst that a record can be, which
/// no record is that follows from features and a label, and audits guarantees whose unit is the record.
/// </summary>
public sealed record CanaryGradients : MembershipAttack<FinestUpdates>, ICanaryAttack
{
    /// <summary>Canaries for each client, at least 1; half of them are in on average.</summary>
    [Range(1, 1000)]
    public int PerClient { get; init; } = 4;

    /// <summary>The Euclidean length of a planted gradient, above 0. An audit wants more than the clipping norm.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double Length { get; init; } = 10;

    /// <inheritdoc/>
    public bool AreClients => false;

    /// <summary>Copies of records that nobody trains on: their features and labels are never looked at.</summary>
    public CraftedRecords Craft(Candidates known, int clients, RandomStream random) => CraftedRecords.Copied(known, PerClient * clients, random);

    /// <inheritdoc/>
    public Interference? Act(Candidates canaries, int firstClient) => new Directions(canaries, Length);

    /// <inheritdoc/>
    protected override double[] Score(FinestUpdates seen, References<FinestUpdates> references, Candidates candidates, RandomStream random) =>
        [.. candidates.Records.Select((record, c) => -CanaryDirection.Alignment(seen, record, ICanaryAttack.HolderOf(c, seen.Clients)))];

    private sealed record Directions(Candidates Canaries, double Length) : Interference
    {
        public override InterferedGradients? Gradients(int parameters) => new(
            Canaries.Records[0], [.. Canaries.Records.Select(record => CanaryDirection.Of(record, parameters, Length))]);
    }
}
