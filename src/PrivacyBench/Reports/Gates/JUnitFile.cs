using System.Globalization;
using System.Xml.Linq;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Gates;

/// <summary>
/// A gate as JUnit XML, which CI servers show as tests: what fails is a failure, what is inconclusive an error, for a number that cannot
/// be told is no pass.
/// </summary>
internal static class JUnitFile
{
    private static readonly string[] Counts = ["tests", "failures", "errors"];

    public static string Of(GateReport gate)
    {
        XElement[] suites =
        [
            Suite("baseline", gate.Numbers.Select(n => Case("baseline", $"{n.Baseline.Name}: {Words.Of(n.Baseline.Metric)}", n.Verdict, n.Evidence))),
            Suite("claims", gate.Claims.Select(c => Case("claims", $"{Words.Of(c.Claim)} ({c.Partition})", c.Verdict, c.Evidence))),
            Suite("guarantees", gate.Refuted.Select(p => Case("guarantees", $"{p.Partition}, {p.Defense}, {p.Position}", Verdict.Fails, p.Sentence))),
            Suite("sanity", gate.Insane.Select(s => Case("sanity", $"{s.Rule}: {s.Place}", s.Verdict, s.Evidence))),
        ];
        var root = new XElement("testsuites", new XAttribute("name", $"privacybench gate {gate.Scenario}"), Totals(suites), suites);
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root + "\n";
    }

    private static XElement Suite(string name, IEnumerable<XElement> cases)
    {
        var all = cases.ToArray();
        return new(
            "testsuite",
            new XAttribute("name", name),
            new XAttribute("tests", all.Length),
            new XAttribute("failures", all.Count(c => c.Element("failure") is not null)),
            new XAttribute("errors", all.Count(c => c.Element("error") is not null)),
            new XAttribute("skipped", 0),
            new XAttribute("time", 0),
            all);
    }

    private static IEnumerable<XAttribute> Totals(XElement[] suites) => Counts
        .Select(count => new XAttribute(count, suites.Sum(s => int.Parse(s.Attribute(count)!.Value, CultureInfo.InvariantCulture))));

    private static XElement Case(string suite, string name, Verdict verdict, string evidence)
    {
        var element = new XElement(
            "testcase", new XAttribute("classname", $"privacybench.{suite}"), new XAttribute("name", Printable(name)), new XAttribute("time", 0));
        element.Add(verdict switch
        {
            Verdict.Fails => Outcome("failure", "fails", evidence),
            Verdict.Inconclusive => Outcome("error", "inconclusive", evidence),
            _ => new XElement("system-out", Printable(evidence)),
        });
        return element;
    }

    private static XElement Outcome(string element, string type, string evidence) =>
        new(element, new XAttribute("type", type), new XAttribute("message", Printable(evidence)), Printable(evidence));

    /// <summary>XML has no control characters, and labels may come from a file of the user's.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
}
