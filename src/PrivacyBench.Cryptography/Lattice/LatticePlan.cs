namespace PrivacyBench.Cryptography.Lattice;

/// <summary>The parameters of one aggregation and the reason for each of them. Made by <see cref="LatticePlanner"/> only.</summary>
public sealed record LatticePlan
{
    internal LatticePlan()
    {
    }

    /// <summary>What was asked for.</summary>
    public required LatticeRequest Request { get; init; }

    /// <summary>n.</summary>
    public required int RingDimension { get; init; }

    /// <summary>The primes whose product is q.</summary>
    public required IReadOnlyList<uint> Primes { get; init; }

    /// <summary>How many of the primes, the last ones, c0 and decryption shares lose before they are sent.</summary>
    public int DroppedPrimes { get; init; }

    /// <summary>log2 q.</summary>
    public required double ModulusBits { get; init; }

    /// <summary>log2 t for BFV; for CKKS the bits of a sum together with its scale.</summary>
    public required int PlaintextBits { get; init; }

    /// <summary>Bits of the sum of one value over all clients.</summary>
    public required int SlotBits { get; init; }

    /// <summary>Values in a coefficient.</summary>
    public required int Slots { get; init; }

    /// <summary>Bits by which CKKS scales its values up; 0 for BFV.</summary>
    public int ScaleBits { get; init; }

    /// <summary>Ring elements that a vector fills.</summary>
    public required int Ciphertexts { get; init; }

    /// <summary>The bound on the noise of the sum, flooding and rescaling included, in units of q; see <see cref="NoiseBound"/>.</summary>
    public required double Noise { get; init; }

    /// <summary>The bound without flooding.</summary>
    public required double EncryptionNoise { get; init; }

    /// <summary>Bits of the uniform flooding noise of each party that decrypts; 0 without.</summary>
    public required int FloodingBits { get; init; }

    /// <summary>log2 of how much larger the noise could be before decryption refuses.</summary>
    public required double MarginBits { get; init; }

    /// <summary>The probability that one aggregation is refused because the noise was larger than the bound.</summary>
    public double FailureProbability { get; } = Math.Pow(2, NoiseBound.FailureExponent);

    /// <summary>Bytes of a client's encrypted vector, without headers.</summary>
    public required long UploadBytes { get; init; }

    /// <summary>Bytes of one party's decryption shares, without headers; 0 unless a threshold is asked for.</summary>
    public required long ShareBytes { get; init; }

    /// <summary>What a client sends, relative to its vector in 32-bit words.</summary>
    public double Expansion => (UploadBytes + ShareBytes) / (4.0 * Request.Parameters);

    /// <summary>CKKS: the largest error of a sum in units of the values, but for <see cref="FailureProbability"/>; 0 for BFV.</summary>
    public double ErrorBound => Request.Scheme == LatticeScheme.Bfv ? 0 : Noise / Math.Pow(2, ScaleBits);

    /// <summary>The part of a coefficient that carries values: log2 of the sums that share it, over log2 q.</summary>
    public double Fullness => Slots * SlotBits / ModulusBits;

    /// <summary>Why each parameter is what it is, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Bits in which a residue travels.</summary>
    internal int ResidueBits => 32 - System.Numerics.BitOperations.LeadingZeroCount(Primes.Max());

    /// <summary>How clients encrypt under this plan.</summary>
    internal KeyForm Form => Request.IsThreshold ? KeyForm.PublicKey : Request.Form;

    internal int Capacity => RingDimension * Slots;
}
