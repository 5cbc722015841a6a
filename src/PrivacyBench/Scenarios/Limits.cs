using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace PrivacyBench.Scenarios;

/// <summary>The range of a number, as its property declares it with <see cref="RangeAttribute"/>; of a list, that of each element.</summary>
/// <param name="Low">The lower end; negative infinity for none.</param>
/// <param name="LowIsOutside">Whether the lower end itself is not allowed.</param>
/// <param name="High">The upper end; positive infinity for none.</param>
/// <param name="HighIsOutside">Whether the upper end itself is not allowed.</param>
internal readonly record struct Limits(double Low, bool LowIsOutside, double High, bool HighIsOutside)
{
    /// <summary>No limits.</summary>
    public static Limits None { get; } = new(double.NegativeInfinity, false, double.PositiveInfinity, false);

    /// <summary>The limits that a property declares.</summary>
    public static Limits Of(JsonPropertyInfo? property) =>
        Declared<RangeAttribute>(property) is { } range
            ? new(End(range.Minimum), range.MinimumIsExclusive, End(range.Maximum), range.MaximumIsExclusive)
            : None;

    /// <summary>The attribute on a property, or null.</summary>
    public static TAttribute? Declared<TAttribute>(JsonPropertyInfo? property)
        where TAttribute : Attribute =>
        property?.AttributeProvider is MemberInfo member ? member.GetCustomAttribute<TAttribute>() : null;

    /// <summary>Whether a number is finite and within the limits.</summary>
    public bool Contain(double value) =>
        double.IsFinite(value) && (LowIsOutside ? value > Low : value >= Low) && (HighIsOutside ? value < High : value <= High);

    /// <summary>The limits in words, such as " above 0 and at most 1"; empty where there are none.</summary>
    public override string ToString()
    {
        var low = double.IsInfinity(Low) ? "" : LowIsOutside ? Invariant($" above {Low}") : Invariant($" from {Low}");
        var high = double.IsInfinity(High) ? "" : HighIsOutside ? Invariant($" below {High}") : Invariant($" at most {High}");
        return low + (low.Length > 0 && high.Length > 0 ? " and" : "") + high;
    }

    private static double End(object end)
    {
        var value = Convert.ToDouble(end, CultureInfo.InvariantCulture);
        // The largest number of a type is how an attribute says that there is no upper end.
        return value is int.MaxValue or double.MaxValue ? double.PositiveInfinity : value;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
