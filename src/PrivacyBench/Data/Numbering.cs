using System.Globalization;

namespace PrivacyBench.Data;

/// <summary>
/// Numbers for names, from 0: names that are numbers first, by value, then the others by their characters. One number in two
/// spellings (1 and 1.0) is one name.
/// </summary>
internal static class Numbering
{
    // Below it a double tells every whole number from its neighbours, so that no two long identifiers fall together.
    private const double Exact = 1L << 53;

    /// <returns>The number of each text, and the names in the order of their numbers.</returns>
    public static (int[] Numbers, IReadOnlyList<string> Names) Of(IReadOnlyCollection<string> texts)
    {
        string[] spelled = [.. texts.Select(Plain)];
        string[] names =
        [
            .. spelled.Distinct()
                .OrderBy(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : double.PositiveInfinity)
                .ThenBy(t => t, StringComparer.Ordinal),
        ];
        var number = names.Index().ToDictionary(name => name.Item, name => name.Index);
        return ([.. spelled.Select(t => number[t])], names);
    }

    private static string Plain(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < Exact
            ? value.ToString(CultureInfo.InvariantCulture)
            : text;
}
