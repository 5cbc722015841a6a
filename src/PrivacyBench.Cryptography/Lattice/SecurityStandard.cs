namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// The largest log2 q that the Homomorphic Encryption Standard (Albrecht et al. 2018, table 1, ternary secret, classical attacks)
/// allows for a ring dimension and a security level.
/// </summary>
public static class SecurityStandard
{
    private static readonly Dictionary<int, int[]> Table = new()
    {
        [1024] = [27, 19, 14],
        [2048] = [54, 37, 29],
        [4096] = [109, 75, 58],
        [8192] = [218, 152, 118],
        [16384] = [438, 305, 237],
        [32768] = [881, 611, 476],
    };

    /// <summary>The security levels of the table, in bits.</summary>
    public static IReadOnlyList<int> Levels { get; } = [128, 192, 256];

    /// <summary>The ring dimensions of the table, ascending.</summary>
    public static IReadOnlyList<int> RingDimensions { get; } = [.. Table.Keys.Order()];

    /// <summary>The largest log2 q, in bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row or column.</exception>
    public static int LargestModulusBits(int ringDimension, int security)
    {
        int level = Levels.ToList().IndexOf(security);
        if (level < 0)
            throw new ArgumentOutOfRangeException(nameof(security), security, "The standard's table has security levels 128, 192 and 256.");
        return Table.TryGetValue(ringDimension, out int[]? row)
            ? row[level]
            : throw new ArgumentOutOfRangeException(
                nameof(ringDimension), ringDimension, $"The standard's table has ring dimensions {string.Join(", ", RingDimensions)}.");
    }
}
