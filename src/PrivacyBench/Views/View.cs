namespace PrivacyBench.Views;

/// <summary>
/// The things that one threat position can observe of one federation under one defense, and for those that it cannot, the
/// sentence that says who took them away. There is no way from a view to the truth.
/// </summary>
public sealed class View
{
    private readonly IReadOnlyDictionary<Type, Func<object>> offered;
    private readonly IReadOnlyDictionary<Type, Withheld> withheld;

    internal View(ThreatPosition position, IReadOnlyDictionary<Type, Func<object>> offered, IReadOnlyDictionary<Type, Withheld> withheld)
    {
        Position = position;
        this.offered = offered;
        this.withheld = withheld;
    }

    /// <summary>Where the adversary stands.</summary>
    public ThreatPosition Position { get; }

    /// <summary>Why an observation is not to be had, or null where it is.</summary>
    /// <param name="observation">The type of the observation.</param>
    public string? WhyBlocked(Type observation) => Missing(observation)?.Sentence;

    /// <summary>What took an observation away, or null where it is to be had. Without an assumption where the position never has it.</summary>
    /// <param name="observation">The type of the observation.</param>
    public Withheld? Missing(Type observation)
    {
        if (offered.ContainsKey(observation))
        {
            return null;
        }

        return withheld.TryGetValue(observation, out var taken)
            ? taken
            : new(observation, $"The position '{Position.Label}' does not observe {Observations.Describe(observation)}.");
    }

    /// <summary>An observation that the view offers.</summary>
    /// <exception cref="InvalidOperationException">The view does not offer it.</exception>
    public TSeen Observe<TSeen>()
        where TSeen : class =>
        offered.TryGetValue(typeof(TSeen), out var seen)
            ? (TSeen)seen()
            : throw new InvalidOperationException(WhyBlocked(typeof(TSeen)));
}

/// <summary>An observation that a defense takes from a position.</summary>
/// <param name="Observation">The type of the observation.</param>
/// <param name="Sentence">Who took it away and how, for the report.</param>
public sealed record Withheld(Type Observation, string Sentence)
{
    /// <summary>What must be so for it to stay hidden; null where nobody took it away, because it is not there at all.</summary>
    public string? Assumption { get; init; }
}
