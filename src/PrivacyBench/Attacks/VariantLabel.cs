namespace PrivacyBench.Attacks;

/// <summary>The label of an attack of which there are variants.</summary>
internal static class VariantLabel
{
    /// <summary>The name alone, or with what differs from the defaults: "rmia(online, γ=1)".</summary>
    /// <param name="name">The name in the catalogue.</param>
    /// <param name="differing">What differs; null for what does not.</param>
    public static string Of(string name, params string?[] differing)
    {
        string[] given = [.. differing.OfType<string>()];
        return given.Length == 0 ? name : $"{name}({string.Join(", ", given)})";
    }

    /// <summary>A parameter that is given, such as "γ=1"; null where it is not.</summary>
    public static string? Given(string parameter, double? value) => value is { } given ? FormattableString.Invariant($"{parameter}={given}") : null;
}
