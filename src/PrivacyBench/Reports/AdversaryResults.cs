namespace PrivacyBench.Reports;

/// <summary>The adversaries that were tried, in words for the report.</summary>
/// <param name="Positions">Where they stood.</param>
/// <param name="Attacks">What they tried.</param>
public sealed record AdversaryResults(IReadOnlyList<PositionResult> Positions, IReadOnlyList<AttackDescription> Attacks);

/// <summary>A threat position.</summary>
/// <param name="Position">Its label.</param>
/// <param name="Summary">Who it is.</param>
/// <param name="Sees">What it observes of an undefended federation.</param>
/// <param name="OwnClients">How many clients are its own.</param>
public sealed record PositionResult(string Position, string Summary, IReadOnlyList<string> Sees, int OwnClients);

/// <summary>An attack.</summary>
/// <param name="Attack">Its label.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Needs">The observation that it needs.</param>
/// <param name="Goals">What it is after.</param>
/// <param name="Source">The paper it comes from.</param>
public sealed record AttackDescription(string Attack, string Summary, string Needs, IReadOnlyList<Goal> Goals, string Source);
