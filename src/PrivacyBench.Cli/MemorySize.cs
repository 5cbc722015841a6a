using System.Globalization;

namespace PrivacyBench.Cli;

/// <summary>A size of memory on the command line: a number and a unit, such as <c>12GiB</c> or <c>900MiB</c>.</summary>
internal static class MemorySize
{
    private static readonly (string Name, long Bytes)[] Units = [("MiB", 1 << 20), ("GiB", 1 << 30)];

    /// <summary>The bytes of a size.</summary>
    /// <exception cref="WrongInputException">It is no number above 0 with a unit.</exception>
    public static long Parse(string option, string text)
    {
        foreach (var (name, bytes) in Units)
        {
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^name.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count > 0 && count * bytes < long.MaxValue)
            {
                return (long)(count * bytes);
            }
        }

        throw new WrongInputException($"{option}: found {text}; allowed: a number above 0 and MiB or GiB, such as 12GiB.");
    }
}
