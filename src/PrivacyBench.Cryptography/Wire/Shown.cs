using System.Collections.Concurrent;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>Keeps what a protocol showed to its parties: the payloads that each of them opened.</summary>
/// <param name="wanted">The receivers whose payloads are kept.</param>
public sealed class Shown(Func<Party, bool> wanted)
{
    private readonly ConcurrentQueue<ShownPayload> payloads = [];

    /// <summary>The payloads, those of one receiver in the order in which it opened them.</summary>
    public IReadOnlyCollection<ShownPayload> Payloads => payloads;

    internal void Add(ProtocolStep step, Party sender, Party receiver, ReadOnlySpan<byte> payload)
    {
        if (wanted(receiver))
            payloads.Enqueue(new(step.Name, sender, receiver, payload.ToArray()));
    }
}

/// <summary>One payload as its receiver opened it.</summary>
/// <param name="Step">The step in which it was sent.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Receiver">Who opened it.</param>
/// <param name="Content">The bytes.</param>
public sealed record ShownPayload(string Step, Party Sender, Party Receiver, byte[] Content);
