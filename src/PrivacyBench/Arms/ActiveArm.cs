using PrivacyBench.Attacks;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>An arm as an active adversary makes it: the same federations with what it plants or does.</summary>
/// <param name="Arm">The arm; its candidates are the canaries where there are some.</param>
/// <param name="Designs">The federations, canaries among their records.</param>
/// <param name="Interference">What the adversary does in training, or null.</param>
internal sealed record ActiveArm(Arm Arm, IReadOnlyList<FederationDesign> Designs, Interference? Interference)
{
    /// <summary>Whether an attack needs federations of its own.</summary>
    public static bool IsNeeded(Attack attack) => attack is IActiveAttack or ICanaryAttack;

    /// <summary>The arm for an attack from a position; null where the adversary cannot act from there.</summary>
    public static ActiveArm? Of(Arm arm, IReadOnlyList<FederationDesign> designs, Attack attack, ThreatPosition position) => attack switch
    {
        IActiveAttack active => active.Act(position, arm.Candidates) is { } interference ? new(arm, designs, interference) : null,
        ICanaryAttack canary => WithCanaries(arm, designs, canary, arm.Random.Named("canaries").Named(attack.Label)),
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "The attack is passive."),
    };

    private static ActiveArm WithCanaries(Arm arm, IReadOnlyList<FederationDesign> designs, ICanaryAttack attack, RandomStream random)
    {
        var data = arm.Plan.Data;
        var crafted = attack.Craft(arm.Candidates.Population!, arm.Clients, random.Named("craft"));
        int[] canaries = [.. Enumerable.Range(data.Count, crafted.Labels.Length)];
        var planted = arm with
        {
            Plan = arm.Plan with { Data = data.With(crafted.Features, crafted.Labels) },
            Split = arm.Split with { Groups = [canaries] },
            // Defenses are calibrated for all who are there, the planted ones too.
            Clients = arm.Clients + (attack.AreClients ? canaries.Length : 0),
            References = attack.NeedsReferences ? arm.References : 0,
            HasCanaries = true,
        };
        return new(
            planted,
            [.. designs.Take(arm.Federations + planted.References).Select(design => Planted(design, random.Named("coins", design.Federation)))],
            attack.Act(planted.Candidates, arm.Clients));

        FederationDesign Planted(FederationDesign design, RandomStream coins) =>
            Plant(design, canaries, Array.ConvertAll(canaries, _ => coins.Uniform() < 0.5), attack.AreClients, arm.RecordsPerClient);
    }

    /// <summary>
    /// Each canary is in by a fair coin. The clients take them in turn, whatever the coins say, so that a coin moves one record of one
    /// client and nothing else; a canary that is a client holds its marker as often as others hold records, which gives its update their
    /// weight, and an absent one holds nothing.
    /// </summary>
    internal static FederationDesign Plant(FederationDesign design, int[] canaries, bool[] isIn, bool areClients, int recordsPerClient)
    {
        if (areClients)
        {
            return design with
            {
                ClientRecords =
                [
                    .. design.ClientRecords,
                    .. canaries.Select((canary, c) => isIn[c] ? Enumerable.Repeat(canary, recordsPerClient).ToArray() : []),
                ],
            };
        }

        var clients = design.ClientRecords.Count;
        return design with
        {
            ClientRecords =
            [
                .. design.ClientRecords.Select((of, k) => (int[])[.. of, .. canaries.Where((_, c) => ICanaryAttack.HolderOf(c, clients) == k && isIn[c])]),
            ],
        };
    }
}
