namespace PrivacyBench.Scenarios;

/// <summary>One thing that is wrong in a scenario.</summary>
/// <param name="Path">The place in the file, such as <c>federation.partitions[1].alpha</c>.</param>
/// <param name="Found">The value found there, or what else is wrong, in words.</param>
/// <param name="Allowed">What may stand there.</param>
public sealed record ScenarioMistake(string Path, string Found, string Allowed)
{
    /// <summary>The override that put the value there, such as <c>--set seed=x</c>; null where it is the file's own.</summary>
    public string? Origin { get; init; }

    /// <summary>The known name nearest to the one found; null where none is near.</summary>
    public string? Meant { get; init; }

    /// <summary>The mistake in one line: the place, what was found and what is allowed.</summary>
    public override string ToString() =>
        $"{Path}: found {Found}{(Origin is null ? "" : $" (from {Origin})")}; {(Meant is null ? "" : $"did you mean \"{Meant}\"? ")}allowed: {Allowed}.";
}
