using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using PrivacyBench.Reports;
using TorchSharp;

namespace PrivacyBench;

/// <summary>Finds out what runs an evaluation.</summary>
internal static class RunEnvironments
{
    private static readonly string[] Computing = ["TorchSharp", "MathNet.Numerics", "CsvHelper", "ScottPlot", "Fluid"];

    public static RunEnvironment Current()
    {
        var version = typeof(RunEnvironments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
        return new(
            version[0],
            version.ElementAtOrDefault(1),
            RuntimeInformation.OSDescription,
            Processor(),
            Environment.ProcessorCount,
            RuntimeInformation.FrameworkDescription,
            torch.__version__,
            Computing.ToDictionary(name => name, VersionOf))
        {
            CpuCapability = CpuCapability(),
        };
    }

    /// <summary>As libtorch chooses its kernels: by the instructions that there are, unless the variable says otherwise.</summary>
    private static string CpuCapability() => Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") switch
    {
        { Length: > 0 } chosen => chosen,
        _ when Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Fma.IsSupported => "avx512",
        _ when Avx2.IsSupported && Fma.IsSupported => "avx2",
        _ => "default",
    };

    private static string VersionOf(string assembly) => Assembly.Load(assembly).GetName().Version!.ToString(3);

    /// <summary>The processor's name where the system tells it in a file, else the architecture.</summary>
    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
