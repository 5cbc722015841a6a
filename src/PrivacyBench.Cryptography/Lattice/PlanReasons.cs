using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Why each parameter of a plan is what it is, a line each.</summary>
internal static class PlanReasons
{
    public static IEnumerable<FormattableString> Of(PlanCandidate plan, uint[] primes)
    {
        LatticeRequest request = plan.Request;
        double bits = primes.Sum(p => Math.Log2(p));
        yield return Keys(request);
        yield return $"Slot: {plan.SlotBits} bits, in which the sum of {request.Clients} values of [{request.Minimum}, {request.Maximum}] fits without a carry.";
        yield return $"Noise: that of a sum stays below 2^{Math.Log2(plan.EncryptionNoise):F1} but for a probability of 2^{NoiseBound.FailureExponent}.";
        if (plan.FloodingBits > 0)
            yield return $"Flooding: each party that decrypts adds uniform noise of {plan.FloodingBits} bits, 2^{request.FloodingLambda} times wider than that, which hides what the noise tells of the key.";
        else if (request.IsThreshold || request.Scheme == LatticeScheme.Ckks)
            yield return $"Flooding: none. Unfit for use: released values give the key away.";
        if (request.Scheme == LatticeScheme.Ckks)
            yield return $"Scale: 2^{plan.ScaleBits}, so that all noise is at most {plan.Noise / Math.Pow(2, plan.ScaleBits):G3} of a unit, within the precision of {request.Precision}.";
        yield return Packing(plan, bits);
        yield return $"Ring dimension: {plan.N}, which allows log2 q up to {SecurityStandard.LargestModulusBits(plan.N, request.Security)} at {request.Security} bits of security; of all dimensions it gives the smallest messages (10% aside) with the least work.";
        yield return $"Modulus: {primes.Length} primes of {Math.Log2(primes[0]):F1} bits, below 2^{NttPrimes.MostBits} for 32-bit lanes; {bits:F1} bits together, {plan.NeededBits:F1} of them needed, {bits - plan.NeededBits:F1} of margin.";
        if (plan.Dropped > 0)
            yield return $"Rescaling: c0 and decryption shares are sent modulo {primes.Length - plan.Dropped} of the {primes.Length} primes, since flooding covers the low bits; with it all noise stays below 2^{Math.Log2(plan.Noise):F1}.";
        yield return $"Size: {plan.Ciphertexts} ciphertexts; a client sends {plan.UploadBytes} bytes of them{Shares(plan)}, {8.0 * plan.Bytes / ((double)plan.SlotBits * request.Parameters):F2} times its packed values.";
    }

    private static FormattableString Keys(LatticeRequest request) => request switch
    {
        { IsThreshold: true } when request.Threshold == request.Clients =>
            $"Keys: each of {request.Clients} clients holds a share and all must decrypt together; clients encrypt under the key that their parts add up to.",
        { IsThreshold: true } =>
            $"Keys: any {request.Threshold} of {request.Clients} clients decrypt together, {request.Clients - request.Threshold} may be lost; clients encrypt under the key that their parts add up to.",
        { Form: KeyForm.SeededSymmetric } =>
            $"Keys: all clients hold one key and encrypt with it, so that a seed of {RandomWords.SeedBytes} bytes stands for half of each ciphertext.",
        _ => $"Keys: all clients hold one key and encrypt with its public part, which takes both halves of each ciphertext.",
    };

    private static FormattableString Packing(PlanCandidate plan, double bits)
    {
        int carried = plan.Slots * plan.SlotBits;
        FormattableString full = $"of the {bits:F1} bits of a coefficient {carried} ({100 * carried / bits:F0}%) carry sums";
        return plan.Request.Scheme == LatticeScheme.Bfv
            ? (FormattableString)$"Packing: {plan.Slots} values share a coefficient, a plaintext modulus of 2^{plan.PlaintextBits}; {full}, the rest the noise and two bits above it, by which a wrong key or a changed message is noticed."
            : $"Packing: one value a coefficient, since its noise would run into a neighbour; {full}, the rest the scale and two bits above the sum, by which a wrong key or a changed message is noticed.";
    }

    private static string Shares(PlanCandidate plan) =>
        plan.ShareBytes > 0 ? FormattableString.Invariant($" and {plan.ShareBytes} bytes of decryption shares") : "";
}
