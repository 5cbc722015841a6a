using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>One ring dimension with one packing: what it needs and what it costs.</summary>
internal sealed class PlanCandidate
{
    private PlanCandidate(LatticeRequest request, int n, int slots)
    {
        (Request, N, Slots) = (request, n, slots);
        SlotBits = SlotPacking.SlotBitsFor(request.Clients, request.Minimum, request.Maximum);
        UsedCoefficients = (request.Parameters + slots - 1) / slots;
        Ciphertexts = (UsedCoefficients + n - 1) / n;
        EncryptionNoise = Form == KeyForm.PublicKey
            ? NoiseBound.PublicKey(request.Clients, UsedCoefficients, n, request.IsThreshold ? request.Clients : 1)
            : NoiseBound.Symmetric(request.Clients, UsedCoefficients);
        bool floods = (request.IsThreshold || request.Scheme == LatticeScheme.Ckks) && request.FloodingLambda > 0;
        FloodingBits = floods ? NoiseBound.FloodingBits(EncryptionNoise, request.FloodingLambda) : 0;
        int decryptors = Math.Max(1, request.Threshold);
        Noise = EncryptionNoise + (floods ? NoiseBound.Flooding(FloodingBits, decryptors, UsedCoefficients) : 0);
        bool exact = request.Scheme == LatticeScheme.Bfv;
        ScaleBits = exact ? 0 : Math.Max(0, (int)Math.Ceiling(Math.Log2(Noise / request.Precision)));
        PlaintextBits = (slots * SlotBits) + ScaleBits;
        // BFV: noise below q/(4t). CKKS: the sum itself, with its noise, below q/4.
        NeededBits = PlaintextBits + 2 + (exact ? Math.Log2(Noise) : 0.5);
        PrimeCount = (int)Math.Ceiling(NeededBits / NttPrimes.MostBits);
        TargetBits = Math.Min(
            Math.Min(NeededBits + 1, SecurityStandard.LargestModulusBits(n, request.Security)),
            NttPrimes.MostBits * PrimeCount);
    }

    public LatticeRequest Request { get; }

    public int N { get; }

    public int Slots { get; }

    public int SlotBits { get; }

    public int Ciphertexts { get; }

    public double EncryptionNoise { get; }

    public double Noise { get; }

    public int FloodingBits { get; }

    public int ScaleBits { get; }

    public int PlaintextBits { get; }

    /// <summary>The least log2 q that decrypts.</summary>
    public double NeededBits { get; }

    public long UploadBytes =>
        ResidueBytes(UsedCoefficients) + (Form == KeyForm.PublicKey ? ResidueBytes((long)Ciphertexts * N) : RandomWords.SeedBytes);

    public long ShareBytes => Request.IsThreshold ? ResidueBytes(UsedCoefficients) : 0;

    public long Bytes => UploadBytes + ShareBytes;

    /// <summary>A measure of computing time: residues to sample and transform, and products of limbs to scale plaintexts.</summary>
    public long Work => ((long)Ciphertexts * N * PrimeCount * 16) + ((long)UsedCoefficients * PrimeCount * Limbs.CountFor(PlaintextBits));

    private KeyForm Form => Request.IsThreshold ? KeyForm.PublicKey : Request.Form;

    private int UsedCoefficients { get; }

    private int PrimeCount { get; }

    /// <summary>The log2 q that is asked of the primes.</summary>
    private double TargetBits { get; }

    /// <summary>Every packing of a ring dimension that its largest modulus has room for.</summary>
    public static IEnumerable<PlanCandidate> For(LatticeRequest request, int n)
    {
        int largest = SecurityStandard.LargestModulusBits(n, request.Security);
        for (int slots = 1; slots == 1 || request.Scheme == LatticeScheme.Bfv; slots++)
        {
            var candidate = new PlanCandidate(request, n, slots);
            if (candidate.NeededBits > largest)
                yield break;
            yield return candidate;
        }
    }

    public static PlanCandidate Least(LatticeRequest request, int n) => new(request, n, 1);

    /// <summary>The primes, or null when none fit between what is needed and what is allowed.</summary>
    public uint[]? Primes()
    {
        try
        {
            uint[] primes = NttPrimes.WithProductBelow(TargetBits, N);
            return primes.Sum(p => Math.Log2(p)) >= NeededBits ? primes : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private long ResidueBytes(long coefficients) =>
        ((coefficients * PrimeCount * (int)Math.Ceiling(TargetBits / PrimeCount)) + 7) / 8;
}
