using PrivacyBench.Cli;

namespace PrivacyBench.Tests.Cli;

public class ProgressLinesTests
{
    [Test]
    [SetCulture("ru-RU")]
    public void A_line_comes_every_five_seconds_at_most_and_tells_the_time_left()
    {
        var clock = new HandClock();
        using var writer = new StringWriter { NewLine = "\n" };
        var lines = new ProgressLines(writer, clock);
        lines.Report(new(0, 4, "iid, none", "training", 0));
        clock.Seconds = 4;
        lines.Report(new(0, 4, "iid, none", "training", 0.5));
        clock.Seconds = 10;
        lines.Report(new(1, 4, "iid, local-dp", "attacking", 0));
        clock.Seconds = 1000;
        lines.Report(new(2, 4, "dirichlet(0.1), none", "training", 0));
        Assert.That(writer.ToString(), Is.EqualTo("""
              0% iid, none: training
             25% iid, local-dp: attacking (30 s left)
             50% dirichlet(0.1), none: training (17 min left)

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void The_time_left_of_a_resumed_run_counts_only_its_own_work()
    {
        var clock = new HandClock();
        using var writer = new StringWriter();
        var lines = new ProgressLines(writer, clock);
        lines.Report(new(2, 4, "iid, none", "training", 0));
        clock.Seconds = 20;
        lines.Report(new(3, 4, "iid, none", "training", 0));
        Assert.That(writer.ToString(), Does.Contain(" 75% iid, none: training (20 s left)"));
    }

    private sealed class HandClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
