using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Plants clients, each in or out by a fair coin, whose update in every round is a random direction of their own at a fixed length, and
/// tells which are in by the cosine of each round's released change with the direction, summed over rounds (Andrew et al. 2024; Maddock
/// et al. 2023). The cosine keeps a round of much noise from drowning the others. It audits guarantees whose unit is the client.
/// </summary>
public sealed record CanaryUpdates : MembershipAttack<GlobalModels>, ICanaryAttack
{
    /// <summary>How many clients are planted, at least 2; half of them are in on average.</summary>
    [Range(2, 1000)]
    public int Count { get; init; } = 10;

    /// <summary>The Euclidean length of a planted update, above 0; the clipping norm is what an audit wants.</summary>
    [Range(0d, double.MaxValue, MinimumIsExclusive = true)]
    public double Length { get; init; } = 1;

    /// <inheritdoc/>
    public bool AreClients => true;

    /// <summary>One marker record for each planted client: it stands for the client and gives it its weight.</summary>
    public CraftedRecords Craft(Candidates known, int clients, RandomStream random)
    {
        int[] markers = [.. Enumerable.Range(0, Count).Select(_ => random.Below(known.Count))];
        return new(
            [.. markers.SelectMany(i => known.Data.Record(known.Records[i]).ToArray())], [.. markers.Select(known.Label)]);
    }

    /// <inheritdoc/>
    public Interference? Act(Candidates canaries, int firstClient) => new Directions(canaries, firstClient, Length);

    /// <inheritdoc/>
    protected override double[] Score(GlobalModels seen, References<GlobalModels> references, Candidates candidates, RandomStream random)
    {
        var directions = candidates.Records.Select(record => Direction(record, seen.Parameters(0).Length, 1)).ToArray();
        var scores = new double[candidates.Count];
        for (var t = 1; t < seen.Count; t++)
        {
            var (after, before) = (seen.Parameters(t).ToArray(), seen.Parameters(t - 1).ToArray());
            double[] change = [.. after.Zip(before, (a, b) => (double)a - b)];
            var length = Math.Sqrt(change.Sum(v => v * v));
            for (var c = 0; c < scores.Length && length > 0; c++)
            {
                scores[c] += change.Zip(directions[c], (v, d) => v * d).Sum() / length;
            }
        }

        return scores;
    }

    /// <summary>A canary's direction: public, and a function of its record's number alone, so that scores find it again.</summary>
    private static float[] Direction(int record, int parameters, double length)
    {
        var direction = new float[parameters];
        new RandomStream(record).Named("canary direction").FillGaussian(direction, 1);
        var factor = length / Math.Sqrt(direction.Sum(v => (double)v * v));
        return Array.ConvertAll(direction, v => (float)(v * factor));
    }

    private sealed record Directions(Candidates Canaries, int FirstClient, double Length) : Interference
    {
        public override float[]? Compute(int client, InterferedRound round) => client < FirstClient
            ? null
            : Direction(Canaries.Records[client - FirstClient], round.Global.Length, Length);
    }
}
