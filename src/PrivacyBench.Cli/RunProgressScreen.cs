using Spectre.Console;

namespace PrivacyBench.Cli;

/// <summary>Shows how far a run is: a bar with the time left on a terminal, a line every few seconds elsewhere.</summary>
internal static class RunProgressScreen
{
    /// <summary>Runs the work beside the display.</summary>
    public static Task<T> Show<T>(TextWriter writer, Func<IProgress<RunProgress>, T> work) =>
        Screen.IsTerminal(writer) ? OnTerminal(Screen.On(writer), work) : Task.Run(() => work(new ProgressLines(writer, TimeProvider.System)));

    private static Task<T> OnTerminal<T>(IAnsiConsole console, Func<IProgress<RunProgress>, T> work) =>
        console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask("starting", maxValue: 1);
                return Task.Run(() => work(new Reporter(told =>
                {
                    task.Description = Markup.Escape(Shortened($"{told.Arm}: {told.Step}"));
                    task.Value = told.Done;
                })));
            });

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..39] + "…";

    /// <summary>Tells at once, on the thread that reports, so that nothing is told after the end.</summary>
    private sealed class Reporter(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }
}
