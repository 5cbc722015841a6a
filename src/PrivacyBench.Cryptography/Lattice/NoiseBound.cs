using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// How large the noise of a sum of ciphertexts can be, and with which probability it is larger. Everything that is said about
/// noise in this project is derived here.
/// </summary>
/// <remarks>
/// <para>
/// <b>Distributions.</b> Errors are centred binomial, a sum of 42 independent ±1/2: a random variable X with
/// E exp(λX) ≤ exp(λ²·10.5/2), subgaussian with its own variance 10.5 as proxy, and never above 21. Uniform ternary numbers are
/// subgaussian with their variance 2/3 as proxy (compare the series of (1 + 2·cosh λ)/3 and exp(λ²/3) term by term), and a uniform
/// number on 2^b neighbouring integers is a sum of b independent ±2^i/2, so subgaussian with its variance (below 4^b/12), about a
/// mean of −1/2. A signed sum with weights w of independent ones with proxy v is subgaussian with proxy v·‖w‖².
/// </para>
/// <para>
/// <b>Tail.</b> Pr(|X| &gt; B) ≤ 2·exp(−B²/(2V)) for proxy V; over N coefficients B = √(2·V·ln(2N/δ)) fails with probability at
/// most δ. For vectors of n independent coordinates with proxy v, Pr(‖x‖² &gt; v·(n + 2√(n·y) + 2y)) ≤ exp(−y)
/// (Hsu, Kakade, Zhang 2012, theorem 2.1).
/// </para>
/// <para>
/// <b>Noise.</b> A seeded ciphertext decrypts to ⌊q·v/t⌉ + e: noise e, and at most 1/2 of rounding; C of them add up. A public-key
/// ciphertext under b = −a·s + e' has noise e'·u + e₀ + e₁·s: given e' and s, the sum of C has proxy
/// C·(2/3·‖e'‖² + 10.5 + 10.5·‖s‖²), where e' and s are themselves sums over the K parties of a collective key. Each of D
/// decryption shares adds a uniform number of b bits. Decryption is refused from q/(4t) on, and would fail from q/(2t) on.
/// </para>
/// <para>
/// <b>Rescaling.</b> c0 and decryption shares travel modulo q/P, P the product of the last primes, as ⌊x/P⌉. Each of them is off by at
/// most 0.501 then, that is by 0.501·P in units of the noise above. Both roundings are functions of what would have been sent
/// otherwise, so they give nothing away; flooding need not hide them, since whoever simulates a share from the sum knows the
/// unrounded ciphertexts.
/// </para>
/// <para>
/// <b>Probability.</b> δ is split into four equal parts: the coefficients of the sum, the flooding, the norms of e' and of s.
/// </para>
/// </remarks>
public static class NoiseBound
{
    /// <summary>The failure probability that every plan allows for one aggregation, as a power of two.</summary>
    public const int FailureExponent = -40;

    /// <summary>A bound on the noise of the sum of seeded symmetric ciphertexts.</summary>
    /// <param name="clients">Ciphertexts added up.</param>
    /// <param name="coefficients">Coefficients that are decrypted in one aggregation.</param>
    public static double Symmetric(int clients, double coefficients)
    {
        double tail = Tail(clients * Sampler.ErrorVariance, coefficients);
        return Math.Min(tail, (double)clients * Sampler.ErrorBits) + (clients / 2.0);
    }

    /// <summary>A bound on the noise of the sum of public-key ciphertexts.</summary>
    /// <param name="clients">Ciphertexts added up.</param>
    /// <param name="coefficients">Coefficients that are decrypted in one aggregation.</param>
    /// <param name="ringDimension">n.</param>
    /// <param name="keyParties">Parties whose keys add up to the key: 1 unless the key is collective.</param>
    public static double PublicKey(int clients, double coefficients, int ringDimension, int keyParties)
    {
        double error = keyParties * Sampler.ErrorVariance * NormFactor(ringDimension);
        double secret = keyParties * Sampler.TernaryVariance * NormFactor(ringDimension);
        double proxy = clients * ((Sampler.TernaryVariance * error) + Sampler.ErrorVariance + (Sampler.ErrorVariance * secret));
        return Tail(proxy, coefficients) + (clients / 2.0);
    }

    /// <summary>A bound on what uniform flooding noise of <paramref name="bits"/> bits adds to a decryption.</summary>
    /// <param name="bits">Each number is uniform on [−2^(bits−1), 2^(bits−1)).</param>
    /// <param name="parties">Parties that each add such a number.</param>
    /// <param name="coefficients">Coefficients that are decrypted in one aggregation.</param>
    public static double Flooding(int bits, int parties, double coefficients)
    {
        double half = Math.Pow(2, bits - 1);
        return Math.Min(Tail(parties * half * half / 3, coefficients) + (parties / 2.0), parties * half);
    }

    /// <summary>What rounding to fewer primes adds.</summary>
    /// <param name="droppedBits">log2 of the product of the dropped primes.</param>
    /// <param name="roundings">Vectors and decryption shares that are rounded and added up.</param>
    public static double Rescaling(double droppedBits, int roundings) => roundings * RnsRing.RescaleError * Math.Pow(2, droppedBits);

    /// <summary>Bits of flooding noise that is uniform and 2^λ times wider than the noise it hides.</summary>
    public static int FloodingBits(double noise, int lambda) => (int)Math.Ceiling(Math.Log2(noise)) + 1 + lambda;

    private static double Tail(double proxy, double coefficients) =>
        Math.Sqrt(2 * proxy * (Math.Log(2 * coefficients) + ((2 - FailureExponent) * Math.Log(2))));

    /// <summary>n + 2√(n·y) + 2y, where exp(−y) is a quarter of the failure probability.</summary>
    private static double NormFactor(int n)
    {
        double y = (2 - FailureExponent) * Math.Log(2);
        return n + (2 * Math.Sqrt(n * y)) + (2 * y);
    }
}
