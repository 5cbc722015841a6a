using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Fluid;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports;

/// <summary>
/// Draws the report as one HTML page that needs no network. It can be read without its one script, which sorts and copies, and no other
/// script can run: the policy names the script's hash. Figures that would make the page heavy are linked.
/// </summary>
internal static class HtmlReport
{
    private const string TemplateName = "PrivacyBench.Reports.report.liquid";
    private const string ScriptName = "PrivacyBench.Reports.report.js";
    private const int MostDrawn = 250_000;
    private static readonly Lazy<string> Script = new(() => Text(ScriptName).ReplaceLineEndings("\n"));
    private static readonly Lazy<IFluidTemplate> Template = new(Load);

    // The template is our own; it may read the records of this assembly and nothing writes.
    private static readonly TemplateOptions Options = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };

    public static string Of(ReportContent content)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script.Value)));
        var context = new TemplateContext(new { Report = content, Svgs = Drawn(content.Figures), Script = Script.Value, ScriptHash = hash }, Options);
        context.CultureInfo = System.Globalization.CultureInfo.InvariantCulture;
        return Template.Value.Render(context, HtmlEncoder.Default);
    }

    /// <summary>The figures that stand in the page, in its order, as long as there is room.</summary>
    private static Dictionary<string, object> Drawn(IEnumerable<Figure> figures)
    {
        var (drawn, room) = (new Dictionary<string, object>(), MostDrawn);
        foreach (var figure in figures)
        {
            var svgs = FigureImage.InlineSvgs(figure).ToList();
            var size = svgs.Sum(svg => svg.Length);
            if (size > room)
                continue;
            drawn[figure.Name] = svgs;
            room -= size;
        }

        return drawn;
    }

    private static IFluidTemplate Load() => new FluidParser().Parse(Text(TemplateName));

    private static string Text(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
