using System.Runtime.Intrinsics.X86;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Which instructions the ring engine runs on. Every path gives the same bits; only the speed differs.</summary>
internal enum InstructionPath
{
    Portable,
    Avx2,
    Avx512,
}

internal static class InstructionPaths
{
    /// <summary>The fastest path of this processor.</summary>
    public static InstructionPath Best { get; } =
        Supports(InstructionPath.Avx512) ? InstructionPath.Avx512
        : Supports(InstructionPath.Avx2) ? InstructionPath.Avx2
        : InstructionPath.Portable;

    public static bool Supports(InstructionPath path) => path switch
    {
        InstructionPath.Avx512 => Avx512F.IsSupported,
        InstructionPath.Avx2 => Avx2.IsSupported,
        _ => true,
    };
}
