using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Costs;

/// <summary>
/// CPU time of the thread that works: what it waits, and what other threads and programs do meanwhile, is not in it. A busy machine
/// makes it longer only as far as caches and the lanes of a core are shared.
/// </summary>
public static partial class CpuTime
{
    private const int LinuxThreadClock = 3;
    private const int MacThreadClock = 16;
    private const double FileTimeUnit = 1e-7;

    /// <summary>Seconds of CPU that the calling thread has used since it began.</summary>
    /// <exception cref="PlatformNotSupportedException">The system does not tell.</exception>
    public static double OfThread()
    {
        if (OperatingSystem.IsWindows())
            return GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user) ? (kernel + user) * FileTimeUnit : throw Unknown();
        int clock = OperatingSystem.IsMacOS() ? MacThreadClock : LinuxThreadClock;
        return ClockGetTime(clock, out UnixTime time) == 0 ? time.Seconds + (1e-9 * time.Nanoseconds) : throw Unknown();
    }

    /// <summary>Seconds of CPU that the calling thread spends on the work, all of which it does itself.</summary>
    public static double Of(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        double start = OfThread();
        work();
        return OfThread() - start;
    }

    /// <summary>Seconds of CPU that all threads of the process spend meanwhile: for work that is spread over several of them.</summary>
    public static double OfAllThreads(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static PlatformNotSupportedException Unknown() => new("The system does not tell the CPU time of a thread.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out UnixTime time);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long creation, out long exit, out long kernel, out long user);

    /// <summary>The system's <c>timespec</c> on 64 bits.</summary>
    private readonly record struct UnixTime(long Seconds, long Nanoseconds);
}
