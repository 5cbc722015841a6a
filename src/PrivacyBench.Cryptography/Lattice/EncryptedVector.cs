using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A vector under encryption, or a sum of such: for each ciphertext (c0, c1) with c0 + c1·s ≈ the plaintext; c0 in coefficient
/// form in the narrow ring, of which only the used coefficients mean anything, and c1 in value form, or instead of it the seed it
/// comes from.
/// </summary>
internal sealed class EncryptedVector(LatticePlan plan, Polynomial[] c0, Polynomial[]? c1, byte[]? seed, int clients) : IDisposable
{
    public LatticePlan Plan { get; } = plan;

    public Polynomial[] C0 { get; } = c0;

    /// <summary>Null while <see cref="Seed"/> stands for it.</summary>
    public Polynomial[]? C1 { get; } = c1;

    public byte[]? Seed { get; } = seed;

    /// <summary>Fresh vectors that were added up.</summary>
    public int Clients { get; private set; } = clients;

    /// <summary>A sum of no vectors yet.</summary>
    public static EncryptedVector Empty(LatticeCodec codec) =>
        new(codec.Plan, Polynomials(codec, codec.Narrow), Polynomials(codec, codec.Ring), null, 0);

    /// <summary>As many zero polynomials as a vector has ciphertexts.</summary>
    public static Polynomial[] Polynomials(LatticeCodec codec, RnsRing ring) =>
        [.. Enumerable.Range(0, codec.Plan.Ciphertexts).Select(_ => new Polynomial(ring))];

    /// <summary>Adds a fresh vector to this sum.</summary>
    /// <exception cref="InvalidOperationException">The plan allows no more vectors.</exception>
    public void Add(EncryptedVector fresh)
    {
        if (C1 is null)
            throw new InvalidOperationException("A seeded vector cannot take sums: add it to an empty one.");
        if (fresh.Plan != Plan)
            throw new ArgumentException("The vector was encrypted under another plan.", nameof(fresh));
        if (Clients + fresh.Clients > Plan.Request.Clients)
            throw new InvalidOperationException($"The plan is for {Plan.Request.Clients} clients: a further vector could overflow a slot.");
        RnsRing narrow = C0[0].Ring, ring = C1[0].Ring;
        using RandomWords? uniform = fresh.Seed is null ? null : new RandomWords(fresh.Seed);
        using var expanded = new Polynomial(ring);
        for (int i = 0; i < C0.Length; i++)
        {
            narrow.Add(C0[i], fresh.C0[i]);
            if (uniform is not null)
                Sampler.Uniform(expanded, uniform);
            ring.Add(C1[i], uniform is null ? fresh.C1![i] : expanded);
        }
        Clients += fresh.Clients;
    }

    public void Dispose()
    {
        foreach (Polynomial polynomial in C0.Concat(C1 ?? []))
            polynomial.Dispose();
    }
}
