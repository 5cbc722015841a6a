namespace PrivacyBench.Data;

/// <summary>Which data set: a name of the catalogue, or the path of one's own file with the names of its columns.</summary>
public sealed record DatasetChoice
{
    /// <summary>A name of the catalogue; null where a path is given.</summary>
    public string? Name { get; init; }

    /// <summary>A file of one's own; null where only a name is given. With a name: where that set's files are.</summary>
    public string? Path { get; init; }

    /// <summary>The label's column in a CSV file.</summary>
    public string Label { get; init; } = "label";

    /// <summary>The client's column in a CSV file; it may be absent there.</summary>
    public string Client { get; init; } = "client";
}
