using PrivacyBench.Cryptography.Costs;

namespace PrivacyBench.Federation;

/// <summary>The answers of several hooks as one: clients ask them first to last, the server last to first.</summary>
/// <param name="hooks">The hooks, in order.</param>
internal sealed class RoundPipeline(IReadOnlyList<RoundHooks> hooks) : IDisposable
{
    /// <summary>The hooks as they begin one federation; what they keep ends with the pipeline.</summary>
    public static RoundPipeline Begin(IReadOnlyList<RoundHooks> hooks) => new([.. hooks.Select(hook => hook.Begin())]);

    public LocalTraining Train(LocalTraining local) => hooks.Aggregate(local, (changed, hook) => hook.Train(changed));

    public float[] Leave(float[] update, RoundContext context) =>
        hooks.Index().Aggregate(update, (changed, hook) => hook.Item.Leave(changed, context.Of("leave", hook.Index)));

    public bool CountsClientsAlike => hooks.Any(hook => hook.CountsClientsAlike);

    public bool HidesStops => hooks.Any(hook => hook.HidesStops);

    public DropoutStep? DropsOut => hooks.Select(hook => hook.DropsOut).FirstOrDefault(step => step is not null);

    public string? Stops(RoundContext context) => hooks.Select(hook => hook.Stops(context)).FirstOrDefault(reason => reason is not null);

    public bool Encodes => hooks.Any(hook => hook.Encodes);

    public float[] Open(float[] sent, RoundContext context) =>
        hooks.Index().Reverse().Aggregate(sent, (changed, hook) => hook.Item.Open(changed, context.Of("open", hook.Index)));

    public double[][] Start() => [.. hooks.Select(hook => hook.Start())];

    public double[][] Learn(IReadOnlyList<float[]> updates, RoundContext context) =>
        [.. hooks.Select((hook, h) => hook.Learn(updates, context.Of("learn", h)))];

    public float[] Release(float[] mean, RoundContext context) =>
        hooks.Index().Reverse().Aggregate(mean, (changed, hook) => hook.Item.Release(changed, context.Of("release", hook.Index)));

    /// <summary>The sum of the weighted updates, by the one hook that sums in a way of its own, else in the clear.</summary>
    public Aggregation Aggregate(IReadOnlyList<float[]> updates, RoundContext context) =>
        hooks.Index().Select(hook => hook.Item.Aggregate(updates, context.Of("aggregate", hook.Index))).FirstOrDefault(a => a is not null)
        ?? InTheClear([.. updates.Select(update => Receive(update, context))]);

    private float[] Receive(float[] update, RoundContext context) =>
        hooks.Index().Reverse().Aggregate(update, (changed, hook) => hook.Item.Receive(changed, context.Of("receive", hook.Index)));

    public void Dispose()
    {
        foreach (var kept in hooks.OfType<IDisposable>())
        {
            kept.Dispose();
        }
    }

    /// <summary>Each client sends its update as 32-bit numbers in one message, and the server adds them up.</summary>
    private static Aggregation InTheClear(IReadOnlyList<float[]> updates)
    {
        var start = CpuTime.OfThread();
        var sum = new double[updates[0].Length];
        foreach (var update in updates)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += update[i];
            }
        }

        float[] released = [.. sum.Select(s => (float)s)];
        var seconds = CpuTime.OfThread() - start;
        var upload = (double)sum.Length * sizeof(float);
        return new(released, new()
        {
            Clients = updates.Count,
            UploadBytes = upload,
            DownloadBytes = 0,
            Messages = updates.Count,
            ClientSeconds = 0,
            ServerSeconds = seconds,
            PlainBytes = upload,
            Load = new(seconds, 1, upload, 0, upload * updates.Count, 0),
        });
    }
}
