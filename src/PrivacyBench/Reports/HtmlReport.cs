using System.Text.Encodings.Web;
using Fluid;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports;

/// <summary>Draws the report as one HTML page that needs nothing else: no network, no script.</summary>
internal static class HtmlReport
{
    private const string TemplateName = "PrivacyBench.Reports.report.liquid";
    private static readonly Lazy<IFluidTemplate> Template = new(Load);

    // The template is our own; it may read the records of this assembly and nothing writes.
    private static readonly TemplateOptions Options = new() { MemberAccessStrategy = new UnsafeMemberAccessStrategy() };

    public static string Of(ReportContent content)
    {
        var svgs = content.Figures.ToDictionary(f => f.Name, f => (object)FigureImage.InlineSvgs(f).ToList());
        var context = new TemplateContext(new { Report = content, Svgs = svgs }, Options);
        context.CultureInfo = System.Globalization.CultureInfo.InvariantCulture;
        return Template.Value.Render(context, HtmlEncoder.Default);
    }

    private static IFluidTemplate Load()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(TemplateName)
            ?? throw new InvalidOperationException($"The template {TemplateName} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return new FluidParser().Parse(reader.ReadToEnd());
    }
}
