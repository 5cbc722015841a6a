using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>How the cost of an aggregation grows: one round of random updates at each of the sizes that the scenario names.</summary>
internal static class GrowthMeasurement
{
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
        var traffic = new RoundPipeline(defense.Defenses).Aggregate(updates, new RoundContext(0, 0, -1, clients, random)).Traffic;
        return new(
            clients, parameters, (double)traffic.UploadBytes / clients, traffic.Messages, traffic.ClientSeconds / clients, traffic.ServerSeconds);
    }

    private static float[] Update(int parameters, RandomStream random)
    {
        var update = new float[parameters];
        random.FillGaussian(update, 0.1);
        return update;
    }
}
