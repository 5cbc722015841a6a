using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace PrivacyBench.Cli;

/// <summary>
/// Reads numbers of the command line as they are written in code: with a point and without thousands separators. A comma would else be
/// dropped, and 1,5 read as 15.
/// </summary>
internal static class StrictNumbers
{
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Makes every option of a verb and of those below it strict.</summary>
    public static void On(Command verb)
    {
        foreach (var option in verb.Options)
        {
            MakeStrict(option);
        }

        foreach (var below in verb.Subcommands)
        {
            On(below);
        }
    }

    private static void MakeStrict(Option option)
    {
        switch (option)
        {
            case Option<double> real: real.CustomParser = result => Read<double>(result, Real, "a number such as"); break;
            case Option<double?> real: real.CustomParser = result => Read<double>(result, Real, "a number such as"); break;
            case Option<int> whole: whole.CustomParser = result => Read<int>(result, NumberStyles.AllowLeadingSign, "a whole number such as"); break;
            case Option<int?> whole: whole.CustomParser = result => Read<int>(result, NumberStyles.AllowLeadingSign, "a whole number such as"); break;
            case Option<long> whole: whole.CustomParser = result => Read<long>(result, NumberStyles.AllowLeadingSign, "a whole number such as"); break;
            case Option<long?> whole: whole.CustomParser = result => Read<long>(result, NumberStyles.AllowLeadingSign, "a whole number such as"); break;
        }
    }

    private static T Read<T>(ArgumentResult result, NumberStyles style, string allowed)
        where T : INumberBase<T>
    {
        var text = result.Tokens[^1].Value;
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value))
        {
            return value;
        }

        var pointed = text.Replace(',', '.');
        var example = T.TryParse(pointed, style, CultureInfo.InvariantCulture, out _) && pointed.Count(c => c == '.') == 1 ? pointed
            : style == Real ? "0.5" : "15";
        var option = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{option}: found \"{text}\"; allowed: {allowed} {example}, without thousands separators.");
        return T.Zero;
    }
}
