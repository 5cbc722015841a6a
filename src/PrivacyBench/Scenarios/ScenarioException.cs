namespace PrivacyBench.Scenarios;

/// <summary>A scenario that cannot be evaluated, with every mistake that was found in it.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>A scenario with mistakes.</summary>
    /// <param name="file">The scenario's file.</param>
    /// <param name="mistakes">What is wrong, at least one.</param>
    public ScenarioException(string file, IReadOnlyList<ScenarioMistake> mistakes)
        : base(string.Join('\n', mistakes.Select(mistake => $"{file}: {mistake}")))
    {
        File = file;
        Mistakes = mistakes;
    }

    /// <summary>A message alone.</summary>
    public ScenarioException(string message)
        : base(message)
    {
    }

    /// <summary>A message and its cause.</summary>
    public ScenarioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A message without details.</summary>
    public ScenarioException()
        : base("The scenario cannot be evaluated.")
    {
    }

    /// <summary>The scenario's file.</summary>
    public string File { get; } = "";

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ScenarioMistake> Mistakes { get; } = [];
}
