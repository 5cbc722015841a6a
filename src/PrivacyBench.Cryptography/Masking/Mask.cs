namespace PrivacyBench.Cryptography.Masking;

/// <summary>A pseudorandom vector that is added to another or taken away from it.</summary>
/// <param name="Seed">32 bytes that expand to the vector.</param>
/// <param name="Subtract">Whether it is taken away.</param>
internal readonly record struct Mask(byte[] Seed, bool Subtract)
{
    /// <summary>Applies masks to lanes, a piece that fits the cache at a time and pieces of equal size side by side.</summary>
    public static void Apply(Memory<byte> lanes, int bits, IReadOnlyList<Mask> masks, int workers = 1)
    {
        int pieces = (lanes.Length + Prg.BufferBytes - 1) / Prg.BufferBytes;
        int perWorker = (pieces + workers - 1) / workers;
        if (workers == 1 || pieces < 2 * workers)
            Apply(lanes.Span, bits, masks, 0);
        else
            Parallel.For(0, workers, worker =>
            {
                int from = Math.Min(lanes.Length, worker * perWorker * Prg.BufferBytes);
                int to = Math.Min(lanes.Length, (worker + 1) * perWorker * Prg.BufferBytes);
                Apply(lanes.Span[from..to], bits, masks, (UInt128)(from / Prg.BlockBytes));
            });
    }

    private static void Apply(Span<byte> lanes, int bits, IReadOnlyList<Mask> masks, UInt128 counter)
    {
        Prg[] generators = [.. masks.Select(mask => new Prg(mask.Seed, counter))];
        for (int at = 0; at < lanes.Length; at += Prg.BufferBytes)
        {
            Span<byte> piece = lanes[at..Math.Min(lanes.Length, at + Prg.BufferBytes)];
            for (int i = 0; i < generators.Length; i++)
                if (masks[i].Subtract)
                    generators[i].SubtractFrom(piece, bits);
                else
                    generators[i].AddTo(piece, bits);
        }

        foreach (Prg generator in generators)
            generator.Dispose();
    }
}
