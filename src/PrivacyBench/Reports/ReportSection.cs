using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports;

/// <summary>One cell of a table.</summary>
/// <param name="Text">The text.</param>
/// <param name="Detail">A smaller line below it, or empty.</param>
/// <param name="Kind">A class of the style sheet, or empty.</param>
internal sealed record ReportCell(string Text, string Detail = "", string Kind = "")
{
    /// <summary>A number, which is never broken over lines.</summary>
    public static ReportCell Number(string text) => new(text, "", "number");

    public static implicit operator ReportCell(string text) => new(text);
}

/// <summary>A table whose first column names the rows.</summary>
internal sealed record ReportTable(string Caption, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>Long tables are folded behind this title; null where the table stands open.</summary>
    public string? Folded { get; init; }

    /// <summary>Classes of the style sheet, or empty.</summary>
    public string Class { get; init; } = "";

    /// <summary>A class for each row, or none.</summary>
    public IReadOnlyList<string> RowClasses { get; init; } = [];
}

/// <summary>A box that hides rows or tables when it is cleared; the style sheet knows its id.</summary>
internal sealed record ReportFilter(string Id, string Label);

/// <summary>A file of the report's folder.</summary>
internal sealed record ReportLink(string File, string What);

/// <summary>A section of the report: words, a figure, tables. HTML and Markdown both draw from it.</summary>
internal sealed record ReportSection(string Id, string Title)
{
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    public Figure? Figure { get; init; }

    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>A command to copy, or null.</summary>
    public string? Command { get; init; }

    public IReadOnlyList<ReportFilter> Filters { get; init; } = [];

    public IReadOnlyList<ReportLink> Links { get; init; } = [];

    /// <summary>Whether the page shows its title alone until it is opened.</summary>
    public bool IsFolded { get; init; }

    /// <summary>Whether the short report for a pull request has it.</summary>
    public bool IsInSummary { get; init; }

    /// <summary>Whether it ends with lines for a name, a date and a signature.</summary>
    public bool IsSigned { get; init; }
}

/// <summary>The sections that one kind of reader needs.</summary>
internal sealed record ReportPart(string Id, string Title, string Lead, IReadOnlyList<ReportSection> Sections);
