namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// Chooses a parameter of an attack on references alone: some of them are played as targets, whose members the adversary knows.
/// </summary>
internal static class ReferenceTargets
{
    private const int Most = 3;

    /// <summary>The references that are played as targets.</summary>
    public static int[] Draw(int references, RandomStream random) => random.Named("reference targets").Permutation(references)[..Math.Min(Most, references)];

    /// <summary>The value with the largest mean area under the curve; the first of equal ones.</summary>
    /// <param name="values">What to choose among, at least one.</param>
    /// <param name="targets">The references that are played as targets; where there is none, the first value is chosen.</param>
    /// <param name="area">The area of a value on a reference.</param>
    public static T Choose<T>(IReadOnlyList<T> values, int[] targets, Func<T, int, double> area) =>
        values.MaxBy(value => targets.Select(r => area(value, r)).DefaultIfEmpty().Average())!;

    /// <summary>
    /// The share of pairs of a member and a non-member in which the member scores higher, ties halved; a half where there are no pairs.
    /// </summary>
    /// <param name="scores">The scores; none of them NaN.</param>
    /// <param name="members">Whether each is a member's.</param>
    public static double Area(double[] scores, bool[] members)
    {
        var (inside, outside) = (Ascending(scores, members, ofMembers: true), Ascending(scores, members, ofMembers: false));
        var (below, equal, wins) = (0, 0, 0.0);
        foreach (var score in inside)
        {
            while (below < outside.Length && outside[below] < score)
            {
                below++;
            }

            equal = Math.Max(equal, below);
            while (equal < outside.Length && outside[equal] <= score)
            {
                equal++;
            }

            wins += below + (0.5 * (equal - below));
        }

        return inside.Length == 0 || outside.Length == 0 ? 0.5 : wins / ((double)inside.Length * outside.Length);
    }

    private static double[] Ascending(double[] scores, bool[] members, bool ofMembers)
    {
        var some = new double[scores.Length];
        var count = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (members[i] == ofMembers)
            {
                some[count++] = scores[i];
            }
        }

        Array.Sort(some, 0, count);
        return some[..count];
    }
}
