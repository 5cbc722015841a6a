using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>What an attack said for one goal, joined to the truth, for every federation of an arm.</summary>
/// <param name="Goal">What the scores answer.</param>
internal abstract record GoalScores(Goal Goal);

/// <summary>Scores for membership in the federation or in a named client.</summary>
internal sealed record MembershipGoalScores(Goal Goal, IReadOnlyList<ScoredFederation> Federations) : GoalScores(Goal);

/// <summary>Answers to which client holds a record.</summary>
internal sealed record SourceGoalScores(IReadOnlyList<AnsweredFederation> Federations) : GoalScores(Goal.Source);
