using NUnit.Framework.Constraints;
using PrivacyBench.Verdicts;

namespace PrivacyBench.NUnit;

/// <summary>
/// A constraint on a <see cref="PrivacyEvaluation"/>. It is met only by evidence: where the intervals are too wide to say, it fails,
/// and tells how large a sample it would take.
/// </summary>
public abstract class PrivacyConstraint : Constraint
{
    /// <inheritdoc/>
    public sealed override ConstraintResult ApplyTo<TActual>(TActual actual) => actual is PrivacyEvaluation evaluation
        ? new PrivacyResult(this, evaluation, Judge(evaluation))
        : throw new ArgumentException($"A privacy constraint is applied to a {nameof(PrivacyEvaluation)}, not to {actual?.GetType().Name ?? "null"}.", nameof(actual));

    /// <summary>What the evaluation says: a verdict with its evidence, place by place.</summary>
    private protected abstract IReadOnlyList<Finding> Judge(PrivacyEvaluation evaluation);

    /// <summary>One of some known names, by its label or its kind.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    private protected static string Known(string name, IEnumerable<string> labels, string list)
    {
        var known = labels.Distinct().ToList();
        return known.Any(label => Claims.Names(name, label))
            ? name
            : throw new ArgumentException($"\"{name}\" is none of the scenario's {list}: {string.Join(", ", known)}.");
    }
}

/// <summary>One verdict with its evidence.</summary>
internal sealed record Finding(Verdict Verdict, string Evidence);
