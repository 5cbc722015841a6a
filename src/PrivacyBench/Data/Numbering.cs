using System.Globalization;

namespace PrivacyBench.Data;

/// <summary>Numbers for names, from 0: names that are numbers first, by value, then the others by their characters.</summary>
internal static class Numbering
{
    /// <returns>The number of each text, and the names in the order of their numbers.</returns>
    public static (int[] Numbers, IReadOnlyList<string> Names) Of(IReadOnlyCollection<string> texts)
    {
        string[] names =
        [
            .. texts.Distinct()
                .OrderBy(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : double.PositiveInfinity)
                .ThenBy(t => t, StringComparer.Ordinal),
        ];
        var number = names.Index().ToDictionary(name => name.Item, name => name.Index);
        return ([.. texts.Select(t => number[t])], names);
    }
}
