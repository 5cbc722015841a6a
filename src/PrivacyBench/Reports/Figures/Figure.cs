using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>One plot of a figure, with its size in pixels at which the text has its intended size.</summary>
internal sealed record Panel(Plot Plot, int Width, int Height);

/// <summary>A figure of the report: panels in a grid, with a legend above them where marks need one.</summary>
internal sealed record Figure
{
    /// <summary>The file name without its extension, and the prefix of ids in the SVG.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What a reader who cannot see the figure is told.</summary>
    public required string Description { get; init; }

    /// <summary>How to read it.</summary>
    public required string Caption { get; init; }

    public required IReadOnlyList<Panel> Panels { get; init; }

    public Panel? Legend { get; init; }

    public int Columns { get; init; } = 2;
}
