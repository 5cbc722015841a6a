using PrivacyBench.Cli;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    // The first Ctrl-C stops at the next safe place; a second one ends the process at once.
    key.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
};
return await CommandLine.RunAsync(args, Console.Out, Console.Error, interrupt.Token);
