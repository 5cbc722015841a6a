namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>
/// The few operations on unsigned 32-bit lanes from which every kernel is written once: a kernel is generic in an
/// implementation and the compiler specialises it, so all paths compute the same function.
/// </summary>
/// <typeparam name="TVector">The register type: <see cref="uint"/> itself on the portable path.</typeparam>
internal interface ILanes<TVector> where TVector : struct
{
    /// <summary>Lanes in a register: a power of two, at most 16.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(ref uint source, nuint index);

    static abstract void Store(TVector value, ref uint target, nuint index);

    static abstract TVector Broadcast(uint value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The low 32 bits of each product.</summary>
    static abstract TVector MultiplyLow(TVector a, TVector b);

    /// <summary>The high 32 bits of each product.</summary>
    static abstract TVector MultiplyHigh(TVector a, TVector b);

    /// <summary>Transposes, in place, the 16 by 16 matrix that starts at <paramref name="block"/>.</summary>
    static abstract void Transpose(ref uint block);
}
