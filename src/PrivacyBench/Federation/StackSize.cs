using System.Globalization;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Federation;

/// <summary>
/// How many federations train as one stack, and what such a stack takes. A stack's parameters, gradients and activations should
/// stay in a core's share of the last-level cache, and no core should go without a stack. So the cut depends on the machine, and
/// with it may the last bits of results; it does not depend on the number of workers.
/// </summary>
internal static class StackSize
{
    // Where the system does not tell its caches.
    private const long UsualCacheBytes = 8 << 20;

    /// <summary>The size of the last-level cache of the first core, as Linux tells it.</summary>
    private static readonly long CacheBytes = Caches("/sys/devices/system/cpu/cpu0/cache").DefaultIfEmpty(UsualCacheBytes).Max();

    /// <summary>Federations of one stack.</summary>
    /// <param name="model">What each of their clients trains.</param>
    /// <param name="local">How a client trains.</param>
    /// <param name="federations">How many there are, at least 1.</param>
    /// <param name="clients">The clients of each.</param>
    /// <param name="records">The records of the largest client.</param>
    public static int Federations(Model model, LocalTraining local, int federations, int clients, int records) =>
        Federations(WorkingBytes(model, local, records), federations, clients, CacheBytes / 2 / Environment.ProcessorCount, Environment.ProcessorCount);

    internal static int Federations(long modelBytes, int federations, int clients, long cacheShare, int cores)
    {
        var most = Math.Clamp(cacheShare / (modelBytes * clients), 1, federations);
        var stacks = Math.Max((federations + most - 1) / most, Math.Min(federations, cores));
        return (int)((federations + stacks - 1) / stacks);
    }

    /// <summary>Bytes that the training of a stack takes at its peak, beside the transcripts.</summary>
    public static long TrainingBytes(Model model, LocalTraining local, int models, int records)
    {
        // Start, copies to train, gradients, result, update and the arrays that carry them; and an epoch of gathered records.
        var vectors = 8L * model.ParameterCount;
        var gathered = (long)records * (model.Features + model.Classes + 4);
        return models * ((sizeof(float) * (vectors + gathered)) + WorkingBytes(model, local, records));
    }

    /// <summary>Bytes that a step touches for each model: parameters, gradients, and what the way forward and back holds.</summary>
    private static long WorkingBytes(Model model, LocalTraining local, int records)
    {
        var batch = Math.Min(local.BatchSize ?? records, Math.Max(1, records));
        return sizeof(float) * ((2L * model.ParameterCount) + (batch * Backpropagation.ValuesPerRecord(model)));
    }

    /// <summary>The sizes of a core's caches from the folder in which the kernel describes them, such as <c>32768K</c>.</summary>
    internal static IEnumerable<long> Caches(string folder) =>
        from cache in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "index*") : []
        let file = Path.Combine(cache, "size")
        where File.Exists(file)
        let size = File.ReadAllText(file).Trim()
        where size.EndsWith('K')
        select long.Parse(size[..^1], CultureInfo.InvariantCulture) << 10;
}
