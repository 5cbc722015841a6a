using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>Why no attack can run under a defense: the argument, and what must be so for it.</summary>
/// <param name="Argument">What the defense does, in a sentence.</param>
/// <param name="Assumption">What must be so, in words that follow "as long as".</param>
internal sealed record Construction(string Argument, string? Assumption)
{
    /// <summary>Both in a sentence.</summary>
    public string Sentence => Assumption is null ? Argument : $"{Argument.TrimEnd('.')}, as long as {Assumption}.";

    /// <summary>Why no attack for a goal (or not the one named) can run in a cell; null where one can, or where the position sees too little anyway.</summary>
    public static Construction? Of(Cell cell, Goal goal, string? attack = null)
    {
        var after = cell.Attacks.Where(a => a.Goal == goal && !a.IsBaseline && (attack is null ? !a.OnCanaries : a.Name == attack)).ToList();
        return after.Exists(a => a.Status is AttackStatus.Ran or AttackStatus.Failed) || after.Find(a => a.Status == AttackStatus.Blocked) is not { } blocked
            ? null
            : new(blocked.Reason ?? "The defense takes away what the attacks need.", blocked.Assumption);
    }
}
