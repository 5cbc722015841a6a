using System.Diagnostics;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>How the cost of an aggregation grows: rounds of random updates at each of the sizes that the scenario names.</summary>
internal static class GrowthMeasurement
{
    private const int Rounds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<GrowthPoint> Of(Arm arm) =>
    [
        .. arm.Growth.Clients.Select(clients => Measure(arm, clients, arm.Size.Parameters)),
        .. arm.Growth.Parameters.Select(parameters => Measure(arm, arm.Clients, parameters)),
    ];

    private static GrowthPoint Measure(Arm arm, int clients, int parameters)
    {
        var defense = arm.Defense.For(arm.Size with { Clients = clients, Parameters = parameters });
        var random = arm.Random.Named("growth");
        float[][] updates = [.. Enumerable.Range(0, clients).Select(k => Update(parameters, random.Named("update", k)))];
        using var pipeline = RoundPipeline.Begin(defense.Defenses);
        var started = Stopwatch.StartNew();
        List<RoundCost> costs = [];
        // Of several rounds the first warms up; one that takes long stands alone.
        while (costs.Count < Rounds && (costs.Count == 0 || started.Elapsed < Patience))
        {
            costs.Add(pipeline.Aggregate(updates, new RoundContext(0, costs.Count, -1, clients, random)).Cost);
        }

        RoundCost[] warm = [.. costs.Skip(costs.Count > 1 ? 1 : 0)];
        double Median(Func<RoundCost, double> of) => Medians.Over(warm.Select(of), arm.Confidence).Value;
        return new(
            clients, parameters, warm[0].UploadBytes, warm[0].Expansion, warm[0].Messages, Median(c => c.ClientSeconds), Median(c => c.ServerSeconds));
    }

    private static float[] Update(int parameters, RandomStream random)
    {
        var update = new float[parameters];
        random.FillGaussian(update, 0.1);
        return update;
    }
}
