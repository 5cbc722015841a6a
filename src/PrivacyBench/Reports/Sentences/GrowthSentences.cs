using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>How the cost of an aggregation grows with the clients and with the parameters, defense by defense.</summary>
internal static class GrowthSentences
{
    private const int Named = 5;

    public static IEnumerable<string> Of(IReadOnlyList<DefenseResult> defenses)
    {
        var measured = defenses.Where(d => d.Growth.Count > 1).DistinctBy(d => d.Defense).ToList();
        return new[]
        {
            Sentence(measured, "clients", p => p.Clients, p => p.Parameters),
            Sentence(measured, "parameters", p => p.Parameters, p => p.Clients),
        }.OfType<string>();
    }

    private static string? Sentence(List<DefenseResult> defenses, string what, Func<GrowthPoint, int> varied, Func<GrowthPoint, int> held)
    {
        var growths = (from defense in defenses
                       let line = defense.Growth.GroupBy(held).Select(g => g.OrderBy(varied).ToList()).MaxBy(g => g.Select(varied).Distinct().Count())!
                       where varied(line[0]) < varied(line[^1])
                       let upload = line[^1].UploadBytesPerClient / line[0].UploadBytesPerClient
                       orderby upload descending, defense.Defense
                       select (defense.Defense, From: varied(line[0]), To: varied(line[^1]), Upload: upload)).ToList();
        if (growths.Count == 0)
            return null;
        var named = growths.Take(Named).Select(g => $"{g.Defense} {Numbers.Significant(g.Upload)} ×");
        var more = growths.Count > Named ? [$"{Numbers.Count(growths.Count - Named)} more by less"] : Array.Empty<string>();
        return $"From {Numbers.Count(growths[0].From)} to {Numbers.Count(growths[0].To)} {what}, a client's upload grows: {Words.List([.. named, .. more])}.";
    }
}
