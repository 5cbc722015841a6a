using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>What happens to native memory that tensors give back.</summary>
internal static class NativeHeap
{
    // Just below the most to which the C library of Linux adapts.
    private const int Values = 30 << 18;

    /// <summary>
    /// Has the C library keep freed memory for the next tensors. It returns what lies above twice the largest block that was ever freed;
    /// else every step gives all of its memory back and pays for the same pages again, a third of the time of a pass over records.
    /// </summary>
    public static void KeepFreed() => empty(Values).Dispose();
}
