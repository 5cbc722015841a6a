using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PrivacyBench.Scenarios;

/// <summary>The summaries of the source, which the compiler writes beside the assembly: the schema explains a key in the same words.</summary>
internal static partial class XmlDocumentation
{
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(Load);

    /// <summary>The summary of a property or type, in one line; null where there is none.</summary>
    public static string? Of(MemberInfo member) =>
        Summaries.Value.GetValueOrDefault(member is Type type ? $"T:{type.FullName}" : $"P:{member.DeclaringType!.FullName}.{member.Name}");

    private static Dictionary<string, string> Load()
    {
        var file = Path.ChangeExtension(typeof(XmlDocumentation).Assembly.Location, ".xml");
        return !File.Exists(file) ? [] : XDocument.Load(file).Descendants("member").Where(m => m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value, m => Text(m.Element("summary")!));
    }

    private static string Text(XElement summary) => Blank().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    /// <summary>A reference to another member reads as that member's name.</summary>
    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference =>
            ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
