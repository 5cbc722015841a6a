namespace PrivacyBench;

/// <summary>How to run an evaluation; none of it changes the numbers.</summary>
public sealed record RunOptions
{
    /// <summary>How many threads compute; at least 1.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The bytes of memory that the run may take; half of the machine's unless set. Fewer workers compute where it would not do.</summary>
    public long MaxMemory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Whether arms that an earlier run finished are taken as they are.</summary>
    public bool Resume { get; init; }

    /// <summary>The command that repeats the run, for the report.</summary>
    public string Command { get; init; } = "";

    /// <summary>The clock of start and end.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>How far an evaluation is.</summary>
/// <param name="ArmsDone">Arms that are done.</param>
/// <param name="Arms">All arms.</param>
/// <param name="Arm">The arm at work.</param>
/// <param name="Step">What is being done.</param>
/// <param name="DoneOfArm">The share of the arm that is done, from 0 to 1.</param>
public sealed record RunProgress(int ArmsDone, int Arms, string Arm, string Step, double DoneOfArm)
{
    /// <summary>The share of the whole that is done, from 0 to 1.</summary>
    public double Done => Arms == 0 ? 1 : Math.Min(1, (ArmsDone + DoneOfArm) / Arms);
}
