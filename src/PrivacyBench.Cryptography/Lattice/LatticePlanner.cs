using System.Globalization;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Chooses ring dimension, modulus and packing: of all that the standard's table allows and the noise bound permits, those whose
/// messages are smallest, and among nearly equal ones the least work.
/// </summary>
public static class LatticePlanner
{
    /// <summary>Messages this much larger than the smallest are still called equal, so that less work can decide.</summary>
    private const double NearlyEqual = 1.1;

    /// <summary>Plans one aggregation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The request is out of range.</exception>
    /// <exception cref="InvalidOperationException">No row of the standard's table has room for the request.</exception>
    public static LatticePlan Plan(LatticeRequest request)
    {
        Check(request);
        List<PlanCandidate> candidates = [.. SecurityStandard.RingDimensions.SelectMany(n => PlanCandidate.For(request, n))];
        if (candidates.Count == 0)
            throw new InvalidOperationException(Refusal(request));
        long smallest = candidates.Min(candidate => candidate.Bytes);
        foreach (PlanCandidate candidate in candidates
            .OrderBy(candidate => candidate.Bytes <= smallest * NearlyEqual ? 0 : candidate.Bytes)
            .ThenBy(candidate => candidate.Work))
            if (candidate.Primes() is { } primes)
                return Describe(candidate, primes);
        throw new InvalidOperationException(Refusal(request));
    }

    private static void Check(LatticeRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Clients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Parameters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Maximum, request.Minimum);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Threshold, request.Clients);
        ArgumentOutOfRangeException.ThrowIfNegative(request.FloodingLambda);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.FloodingLambda, 64);
        if (!(request.Precision > 0))
            throw new ArgumentOutOfRangeException(nameof(request), request.Precision, "The precision of CKKS is a number above 0.");
        int bits = SlotPacking.SlotBitsFor(request.Clients, request.Minimum, request.Maximum);
        if (bits > 62 || Int128.Max(Int128.Abs(request.Minimum), Int128.Abs(request.Maximum)) * request.Clients > long.MaxValue / 2)
            throw new ArgumentOutOfRangeException(
                nameof(request), bits, $"The sum of {request.Clients} values of [{request.Minimum}, {request.Maximum}] needs {bits} bits; at most 62 are allowed.");
        if (request.Scheme == LatticeScheme.Ckks && bits > ApproximateScaling.MostSumBits)
            throw new InvalidOperationException(
                $"CKKS reads sums as double-precision numbers: one of {bits} bits would not be exact, at most {ApproximateScaling.MostSumBits} are. Lower the bound or the bits of the fraction, or take bfv.");
        _ = SecurityStandard.LargestModulusBits(SecurityStandard.RingDimensions[0], request.Security);
    }

    private static string Refusal(LatticeRequest request)
    {
        int n = SecurityStandard.RingDimensions[^1];
        var least = PlanCandidate.Least(request, n);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"At {request.Security} bits of security log2 q may be up to {PlanCandidate.LargestModulusBits(request, n)} " +
            $"at the largest ring dimension {n}, but {request.Clients} clients with sums of {least.SlotBits} bits need {least.NeededBits:F1}. " +
            $"Take fewer clients, a smaller range, a coarser precision or less flooding.");
    }

    private static LatticePlan Describe(PlanCandidate candidate, uint[] primes)
    {
        LatticeRequest request = candidate.Request;
        double bits = primes.Sum(p => Math.Log2(p));
        return new LatticePlan
        {
            Request = request,
            RingDimension = candidate.N,
            Primes = primes,
            DroppedPrimes = candidate.Dropped,
            ModulusBits = bits,
            PlaintextBits = candidate.PlaintextBits,
            SlotBits = candidate.SlotBits,
            Slots = candidate.Slots,
            ScaleBits = candidate.ScaleBits,
            Ciphertexts = candidate.Ciphertexts,
            Noise = candidate.Noise,
            EncryptionNoise = candidate.EncryptionNoise,
            FloodingBits = candidate.FloodingBits,
            MarginBits = bits - candidate.NeededBits,
            UploadBytes = candidate.UploadBytes,
            ShareBytes = candidate.ShareBytes,
            Reasons = [.. PlanReasons.Of(candidate, primes).Select(reason => reason.ToString(CultureInfo.InvariantCulture))],
        };
    }
}
