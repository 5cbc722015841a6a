using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Costs;

/// <summary>Books what each party bears in each phase.</summary>
internal sealed class CostLedger
{
    /// <summary>The phase in which parties make the keys of their channels.</summary>
    public const string Connecting = "connect";

    private readonly List<(string Phase, Party Party, double Seconds, long Bytes, int Messages)> entries = [];

    /// <summary>The phases in the order in which they were first booked.</summary>
    public IReadOnlyList<AggregationPhase> Phases =>
    [
        .. entries.GroupBy(entry => entry.Phase).Select(phase => new AggregationPhase(
            phase.Key,
            phase.Sum(entry => entry.Seconds),
            phase.GroupBy(entry => entry.Party).Max(own => own.Sum(entry => entry.Seconds)),
            phase.Sum(entry => entry.Bytes),
            phase.Sum(entry => entry.Messages))),
    ];

    /// <summary>Each party's seconds.</summary>
    public IReadOnlyDictionary<Party, double> Seconds =>
        entries.GroupBy(entry => entry.Party).ToDictionary(own => own.Key, own => own.Sum(entry => entry.Seconds));

    public void Book(string phase, Party party, double seconds, Traffic sent = default) =>
        entries.Add((phase, party, seconds, sent.BytesOut, sent.MessagesOut));
}
