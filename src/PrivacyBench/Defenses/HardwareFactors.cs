using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Defenses;

/// <summary>
/// By how much special hardware is expected to speed up encryption, for projected costs: nothing here is measured. The defaults follow
/// published estimates for lattice accelerators.
/// </summary>
public sealed record HardwareFactors
{
    /// <summary>A graphics processor: at least 1.</summary>
    [Range(1, 1e9)]
    public double Gpu { get; init; } = 100;

    /// <summary>A field-programmable gate array: at least 1.</summary>
    [Range(1, 1e9)]
    public double Fpga { get; init; } = 100;

    /// <summary>A chip made for it: at least 1.</summary>
    [Range(1, 1e9)]
    public double Asic { get; init; } = 10_000;

    /// <summary>The factors by name.</summary>
    internal IReadOnlyList<(string Hardware, double Factor)> ByName() => [("GPU", Gpu), ("FPGA", Fpga), ("ASIC", Asic)];
}
