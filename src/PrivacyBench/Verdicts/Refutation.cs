using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>A guarantee that measurements refute: an attack achieves what it excludes, or an audit's lower bound lies above its ε.</summary>
/// <param name="Partition">The partition's label.</param>
/// <param name="Defense">The defense's label.</param>
/// <param name="Position">The position's label.</param>
/// <param name="Sentence">What was measured and what promised, with the likeliest causes.</param>
public sealed record Refutation(string Partition, string Defense, string Position, string Sentence)
{
    /// <summary>Every one.</summary>
    public static IReadOnlyList<Refutation> All(IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses) =>
    [
        .. Promise.All(cells, defenses).Where(p => p.IsRefuted).Select(p => new Refutation(p.Partition, p.Defense, p.Position, p.Sentence)),
        .. AuditedPromise.All(cells, defenses).Where(a => a.IsRefuted).Select(a => new Refutation(a.Partition, a.Defense, a.Position, a.Sentence)),
    ];
}
