using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>The ideal functionality: the sum in the clear, which every exact protocol must equal.</summary>
public static class IdealSum
{
    /// <summary>The sum modulo 2^bits of the vectors of some clients.</summary>
    public static ulong[] Of(IReadOnlyList<ulong[]> inputs, IEnumerable<int> clients, int modulusBits)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentOutOfRangeException.ThrowIfLessThan(modulusBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(modulusBits, 64);
        var sum = new ulong[inputs[0].Length];
        foreach (int client in clients)
            for (int i = 0; i < sum.Length; i++)
                sum[i] += inputs[client][i];
        ulong mask = VectorBytes.Mask(modulusBits);
        for (int i = 0; i < sum.Length; i++)
            sum[i] &= mask;
        return sum;
    }
}
