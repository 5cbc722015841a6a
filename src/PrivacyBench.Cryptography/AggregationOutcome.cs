using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>The result of one aggregation that really ran.</summary>
/// <param name="Sum">The sum over the survivors modulo 2^m.</param>
/// <param name="Survivors">The clients whose vectors are in the sum, in order.</param>
/// <param name="Cost">What the round cost, making keys that serve later rounds left out.</param>
/// <param name="Phases">What each phase cost, in order, those that make such keys included.</param>
public sealed record AggregationOutcome(
    ulong[] Sum, IReadOnlyList<int> Survivors, RoundCost Cost, IReadOnlyList<AggregationPhase> Phases)
{
    /// <summary>What making keys cost that serve later rounds too; null where none were made.</summary>
    public RoundCost? SetUp { get; init; }

    /// <summary>What each party bore in the round, clients first.</summary>
    public IReadOnlyList<PartyCost> Parties { get; init; } = [];
}

/// <summary>What one party bore.</summary>
/// <param name="Party">The party.</param>
/// <param name="Seconds">CPU seconds: of its own thread inside one process, or of a process of its own.</param>
/// <param name="Traffic">Its bytes and messages.</param>
/// <param name="PeakMemoryBytes">The most memory that its process held, where it has one of its own.</param>
public sealed record PartyCost(Party Party, double Seconds, Traffic Traffic, long? PeakMemoryBytes = null);

/// <summary>What one phase cost, over all parties.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Seconds">CPU seconds of all parties together.</param>
/// <param name="SlowestSeconds">CPU seconds of the party that worked longest.</param>
/// <param name="Bytes">Bytes that all parties sent in it.</param>
/// <param name="Messages">Messages that all parties sent in it.</param>
public sealed record AggregationPhase(string Name, double Seconds, double SlowestSeconds, long Bytes, int Messages)
{
    /// <summary>Whether it makes keys that serve later rounds too.</summary>
    public bool IsSetUp { get; init; }
}
