using System.Buffers;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>
/// An element of R_q as residues: one run of n numbers for each prime. The memory comes from a pool and is cleared when the
/// polynomial is disposed, since it may hold a secret.
/// </summary>
internal sealed class Polynomial : IDisposable
{
    private uint[]? residues;

    public Polynomial(RnsRing ring)
    {
        Ring = ring;
        residues = ArrayPool<uint>.Shared.Rent(ring.Size);
        All.Clear();
    }

    public RnsRing Ring { get; }

    /// <summary>The residues modulo every prime, prime after prime.</summary>
    public Span<uint> All => Memory.AsSpan(0, Ring.Size);

    /// <summary>The residues modulo the prime at <paramref name="index"/>.</summary>
    public Span<uint> this[int index] => Memory.AsSpan(index * Ring.N, Ring.N);

    private uint[] Memory => residues ?? throw new ObjectDisposedException(nameof(Polynomial));

    public void Dispose()
    {
        if (residues is null)
            return;
        All.Clear();
        ArrayPool<uint>.Shared.Return(residues);
        residues = null;
    }
}
