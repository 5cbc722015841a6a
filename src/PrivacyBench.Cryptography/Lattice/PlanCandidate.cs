using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>One ring dimension with one packing: what it needs and what it costs.</summary>
internal sealed class PlanCandidate
{
    // Noise before rounding to fewer primes, and how many roundings add up.
    private readonly double flooded;
    private readonly int roundings;

    private PlanCandidate(LatticeRequest request, int n, int slots, int dropped)
    {
        (Request, N, Slots, Dropped) = (request, n, slots, dropped);
        SlotBits = SlotPacking.SlotBitsFor(request.Clients, request.Minimum, request.Maximum);
        UsedCoefficients = (request.Parameters + slots - 1) / slots;
        Ciphertexts = (UsedCoefficients + n - 1) / n;
        EncryptionNoise = Form == KeyForm.PublicKey
            ? NoiseBound.PublicKey(request.Clients, UsedCoefficients, n, request.IsThreshold ? request.Clients : 1)
            : NoiseBound.Symmetric(request.Clients, UsedCoefficients);
        FloodingBits = request.Floods ? NoiseBound.FloodingBits(EncryptionNoise, request.FloodingLambda) : 0;
        int decryptors = Math.Max(1, request.Threshold);
        flooded = EncryptionNoise + (request.Floods ? NoiseBound.Flooding(FloodingBits, decryptors, UsedCoefficients) : 0);
        roundings = dropped == 0 ? 0 : request.Clients + decryptors;
        // What is dropped decides the noise, and the noise decides the modulus of which it is dropped: a few rounds settle both. Where they
        // do not, because one prime more makes all of them smaller, Primes finds that the noise does not hold.
        double before = -1;
        for (int round = 0; round < 50 && Math.Abs(NeededBits - before) > 1e-9; round++)
        {
            before = NeededBits;
            Noise = NoiseAfterDropping(dropped * TargetBits / Math.Max(1, PrimeCount));
            SetModulus();
        }
    }

    public LatticeRequest Request { get; }

    public int N { get; }

    public int Slots { get; }

    /// <summary>Primes that c0 and decryption shares lose before they are sent.</summary>
    public int Dropped { get; }

    public int SlotBits { get; }

    public int Ciphertexts { get; }

    public double EncryptionNoise { get; }

    public double Noise { get; private set; }

    public int FloodingBits { get; }

    public int ScaleBits { get; private set; }

    public int PlaintextBits { get; private set; }

    /// <summary>The least log2 q that decrypts.</summary>
    public double NeededBits { get; private set; }

    public long UploadBytes =>
        ResidueBytes(UsedCoefficients, PrimeCount - Dropped) + (Form == KeyForm.PublicKey ? ResidueBytes((long)Ciphertexts * N, PrimeCount) : RandomWords.SeedBytes);

    public long ShareBytes => Request.IsThreshold ? ResidueBytes(UsedCoefficients, PrimeCount - Dropped) : 0;

    public long Bytes => UploadBytes + ShareBytes;

    /// <summary>A measure of computing time: residues to sample and transform, and products of limbs to scale plaintexts.</summary>
    public long Work => ((long)Ciphertexts * N * PrimeCount * 16) + ((long)UsedCoefficients * PrimeCount * Limbs.CountFor(PlaintextBits));

    private KeyForm Form => Request.IsThreshold ? KeyForm.PublicKey : Request.Form;

    private int UsedCoefficients { get; }

    private int PrimeCount { get; set; }

    /// <summary>The log2 q that is asked of the primes.</summary>
    private double TargetBits { get; set; }

    /// <summary>Every packing of a ring dimension that its largest modulus has room for.</summary>
    public static IEnumerable<PlanCandidate> For(LatticeRequest request, int n)
    {
        int largest = LargestModulusBits(request, n);
        for (int slots = 1; slots == 1 || request.Scheme == LatticeScheme.Bfv; slots++)
        {
            if (new PlanCandidate(request, n, slots, 0).NeededBits > largest)
                yield break;
            // Only flooding noise leaves low bits that nobody misses.
            for (int dropped = 0; dropped == 0 || request.Floods; dropped++)
            {
                var candidate = new PlanCandidate(request, n, slots, dropped);
                if (candidate.NeededBits > largest || candidate.PrimeCount <= dropped)
                    break;
                yield return candidate;
            }
        }
    }

    /// <summary>What the standard allows, and for CKKS what is computed with.</summary>
    public static int LargestModulusBits(LatticeRequest request, int n) => Math.Min(
        SecurityStandard.LargestModulusBits(n, request.Security),
        request.Scheme == LatticeScheme.Ckks ? ApproximateScaling.MostModulusBits : int.MaxValue);

    public static PlanCandidate Least(LatticeRequest request, int n) => new(request, n, 1, 0);

    /// <summary>The primes, or null when none fit between what is needed and what is allowed, or dropping the last would make more noise.</summary>
    public uint[]? Primes()
    {
        try
        {
            uint[] primes = NttPrimes.WithProductBelow(TargetBits, N);
            double dropped = primes.TakeLast(Dropped).Sum(p => Math.Log2(p));
            return primes.Sum(p => Math.Log2(p)) >= NeededBits && NoiseAfterDropping(dropped) <= Noise * (1 + 1e-9) ? primes : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private double NoiseAfterDropping(double droppedBits) => flooded + NoiseBound.Rescaling(droppedBits, roundings);

    private void SetModulus()
    {
        bool exact = Request.Scheme == LatticeScheme.Bfv;
        ScaleBits = exact ? 0 : Math.Max(0, (int)Math.Ceiling(Math.Log2(Noise / Request.Precision)));
        PlaintextBits = (Slots * SlotBits) + ScaleBits;
        // BFV: noise below q/(4t). CKKS: the sum itself, with its noise, below q/4.
        NeededBits = PlaintextBits + 2 + (exact ? Math.Log2(Noise) : 0.5);
        PrimeCount = (int)Math.Ceiling(NeededBits / NttPrimes.MostBits);
        TargetBits = Math.Min(
            Math.Min(NeededBits + 1, LargestModulusBits(Request, N)),
            NttPrimes.MostBits * PrimeCount);
    }

    private long ResidueBytes(long coefficients, int primes) =>
        ((coefficients * primes * (int)Math.Ceiling(TargetBits / PrimeCount)) + 7) / 8;
}
