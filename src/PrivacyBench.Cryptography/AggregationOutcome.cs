namespace PrivacyBench.Cryptography;

/// <summary>What an aggregation gave and took. Bytes and messages are counted by the transport.</summary>
/// <param name="Sum">The sum modulo 2^32.</param>
/// <param name="ClientSeconds">Seconds that all clients computed, together.</param>
/// <param name="ServerSeconds">Seconds that all aggregators and the server computed, together.</param>
public sealed record AggregationOutcome(uint[] Sum, double ClientSeconds, double ServerSeconds);
