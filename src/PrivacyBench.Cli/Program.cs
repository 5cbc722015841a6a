using System.Runtime.InteropServices;
using System.Text;
using PrivacyBench;
using PrivacyBench.Cli;

// Epsilon and the minus sign reach a file or a pipe as they are, on every system.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interrupt = new CancellationTokenSource();
using var control = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return await CommandLine.RunAsync(args, Console.Out, Console.Error, interrupt.Token, Evaluation.Run);

// The first signal stops at the next safe place; a second one ends the process at once.
void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
}
