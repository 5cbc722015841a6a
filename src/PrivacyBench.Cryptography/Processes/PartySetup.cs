using System.Text.Json;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>What a party's process tells who started it: who it is and, of a server, where it listens.</summary>
internal sealed record PartyHello(byte[] Token, int Number, int Port);

/// <summary>Asks a party into a round; its answer is its public key.</summary>
/// <param name="Seed">What its keys derive from, for debugging; null where they come from the system.</param>
internal sealed record PartyInvitation(long? Seed);

/// <summary>What a party's process is told: the protocol and the round, the other parties, and when it is to fall silent.</summary>
internal sealed record PartySetup(
    string Protocol, int[] Parameters, int Clients, int Length, int ModulusBits, int Round, byte[] PublicSeed, int Workers, int LeastSurvivors,
    PartyAddress[] Parties, byte[] Model, int? DropsOutIn);

/// <summary>A party's public key and, of a server, its port.</summary>
internal sealed record PartyAddress(int Number, byte[] PublicKey, int Port);

/// <summary>What a party's process reports of a round.</summary>
/// <param name="Steps">The steps in which it acted.</param>
/// <param name="Traffic">Its bytes and messages.</param>
/// <param name="PeakMemoryBytes">The most memory that the process held.</param>
/// <param name="Survivors">The clients of the sum, from who opened it; the sum is the next frame.</param>
/// <param name="Failure">Why it stopped, or null.</param>
internal sealed record PartyReport(StepReport[] Steps, Traffic Traffic, long PeakMemoryBytes, int[]? Survivors, PartyFailure? Failure);

/// <summary>A step of one party: CPU seconds of its process, bytes and messages sent.</summary>
internal sealed record StepReport(string Name, double Seconds, long Bytes, int Messages);

/// <summary>Why a party stopped.</summary>
internal sealed record PartyFailure(int Party, string Step, string Found, StopReason Reason);

/// <summary>Records on a stream, each as the JSON text of one frame.</summary>
internal static class Control
{
    public static void Write<T>(Stream stream, T record) => Frames.Write(stream, JsonSerializer.SerializeToUtf8Bytes(record));

    /// <exception cref="InvalidDataException">The stream has ended.</exception>
    public static T Read<T>(Stream stream, string what)
        where T : class => ReadIfAny<T>(stream) ?? throw new InvalidDataException($"The connection ended before {what} came.");

    /// <summary>The next record, or null where the stream has ended.</summary>
    public static T? ReadIfAny<T>(Stream stream)
        where T : class => Frames.Read(stream) is { } bytes ? JsonSerializer.Deserialize<T>(bytes) : null;
}
