using PrivacyBench.Data;

namespace PrivacyBench.Views;

/// <summary>
/// A way to make copies of records that a model is asked about beside them. Equal ways make equal copies, so that a model's answers are
/// remembered: it is the target once, and a reference of every other one.
/// </summary>
public abstract record Augmentation
{
    /// <summary>The copies: each list holds one copy of every record, in the records' order.</summary>
    public abstract IReadOnlyList<Candidates> Of(Candidates records);
}
