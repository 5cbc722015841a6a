using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>What an evaluation can say about one position, goal and defense.</summary>
public enum SummaryState
{
    /// <summary>The interval of the strongest adversary's advantage lies above 0.</summary>
    Leak,

    /// <summary>The advantage cannot be told from 0, though the undefended run's can.</summary>
    NearZero,

    /// <summary>The undefended run shows no leak either (or was not made), so the attacks say nothing about the defense.</summary>
    NoPower,

    /// <summary>No attack for the goal can run under this defense: by construction, and as long as its assumption is met.</summary>
    Blocked,

    /// <summary>The position does not see what the attacks need, with a defense or without one: no defense's merit.</summary>
    NotSeen,

    /// <summary>The scenario has no attack for the goal, or no such cell.</summary>
    Untested,
}

/// <summary>One cell of a <see cref="SummaryTable"/>.</summary>
/// <param name="State">What can be said.</param>
/// <param name="Advantage">The strongest adversary's advantage; null where nothing was measured.</param>
/// <param name="Attack">The strongest attack, or null.</param>
/// <param name="Shrink">The comparison with the undefended run on the same seeds; null in its own column or where it was not made.</param>
/// <param name="Reason">Why nothing was measured, with the assumption that it rests on, or why the attacks have no power.</param>
public sealed record SummaryCell(SummaryState State, Rate? Advantage, string? Attack, ShrinkResult? Shrink, string? Reason)
{
    /// <summary>Whether the attacks have no power because guessing does better, as it does where clients are very unequal.</summary>
    public bool GuessWins { get; init; }

    /// <summary>The advantage with its interval, or the word that stands in its place.</summary>
    public string Text => State switch
    {
        SummaryState.Blocked => "cannot run",
        SummaryState.NotSeen => "not seen",
        SummaryState.Untested => "not tested",
        _ => Numbers.Interval(Advantage!.Value),
    };

    /// <summary>One short line below the advantage: how much it shrank, or why that cannot be said. May be empty.</summary>
    public string Remark => State switch
    {
        SummaryState.Blocked => "by construction",
        SummaryState.NotSeen or SummaryState.Untested => "",
        SummaryState.NoPower => GuessWins ? "no power: the guess wins" : "no power",
        SummaryState.NearZero when Shrink is null => "not distinguishable from 0",
        SummaryState.NearZero => "≈ 0; " + Change(Shrink),
        _ => Shrink is null ? "" : Change(Shrink),
    };

    /// <summary>In words, how the advantage changed: "−64% [−75%, −51%]", or "no change shown".</summary>
    private static string Change(ShrinkResult shrink)
    {
        if (shrink.Difference is { } difference && !difference.Above(0) && !difference.Below(0))
            return "no change shown";
        if (shrink.Ratio is { } ratio)
            return Signed(ratio.Value) + $" [{Signed(ratio.Low)}, {Signed(ratio.High)}]";
        return shrink.Difference is { } absolute
            ? $"{Numbers.Fixed(-absolute.Value)} [{Numbers.Fixed(-absolute.High)}, {Numbers.Fixed(-absolute.Low)}]"
            : "";
    }

    private static string Signed(double ratio)
    {
        var percent = Numbers.Percent(ratio - 1);
        return ratio > 1 && percent != "0%" ? "+" + percent : percent;
    }
}
