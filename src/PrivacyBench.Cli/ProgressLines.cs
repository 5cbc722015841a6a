namespace PrivacyBench.Cli;

/// <summary>Progress in plain lines: the first word at once, then one every few seconds at most.</summary>
internal sealed class ProgressLines(TextWriter writer, TimeProvider clock) : IProgress<RunProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly long started = clock.GetTimestamp();
    private TimeSpan? last;
    private double first;

    public void Report(RunProgress value)
    {
        lock (gate)
        {
            var elapsed = clock.GetElapsedTime(started);
            if (last is null)
            {
                // A resumed run starts part-way: what others did before says nothing about the time left.
                first = value.Done;
            }
            else if (elapsed - last < Pause)
            {
                return;
            }

            last = elapsed;
            writer.WriteLine(FormattableString.Invariant($"{100 * value.Done,3:0}% {value.Arm}: {value.Step}{TimeLeft(value.Done, elapsed)}"));
        }
    }

    private string TimeLeft(double done, TimeSpan elapsed)
    {
        if (done <= first)
        {
            return "";
        }

        var left = elapsed * ((1 - done) / (done - first));
        return left.TotalSeconds < 90
            ? FormattableString.Invariant($" ({left.TotalSeconds:0} s left)")
            : FormattableString.Invariant($" ({left.TotalMinutes:0} min left)");
    }
}
