using System.Globalization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>Numbers as the report prints them: the same in every culture, with a true minus sign and never "-0.00".</summary>
internal static class Numbers
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB"];

    public static string Fixed(double value, int digits = 2)
    {
        if (!double.IsFinite(value))
            return "unknown";
        var text = Math.Abs(value).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }

    public static string Percent(double share) => Fixed(100 * share, 0) + "%";

    public static string Interval(Rate rate, int digits = 2) =>
        $"{Fixed(rate.Value, digits)} [{Fixed(rate.Low, digits)}, {Fixed(rate.High, digits)}]";

    public static string PercentInterval(Rate rate) => $"{Percent(rate.Value)} [{Percent(rate.Low)}, {Percent(rate.High)}]";

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Three significant digits, or as many as are asked for, without an exponent.</summary>
    public static string Significant(double value, int significant = 3)
    {
        if (!double.IsFinite(value))
            return "unknown";
        if (value == 0)
            return "0";
        var digits = Math.Clamp(significant - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12);
        return value.ToString("#,0." + new string('#', digits), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Two significant digits: a measured or modelled time has no more.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        0 => "0 s",
        < 1e-3 => TwoDigits(seconds * 1e6) + " µs",
        < 1 => TwoDigits(seconds * 1e3) + " ms",
        < 600 => TwoDigits(seconds) + " s",
        _ => TwoDigits(seconds / 60) + " min",
    };

    private static string TwoDigits(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 1);
        return Significant(Math.Round(value / unit) * unit, 2);
    }

    /// <summary>Decimal units: 1 kB is 1,000 bytes, as on a network.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1000 && unit < ByteUnits.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        return Significant(bytes) + " " + ByteUnits[unit];
    }
}
