using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>
/// The sealed channels of one round: every message is encrypted and authenticated with AES-256-GCM under a key of its ordered pair,
/// with the header as associated data. It stands in for TLS between parties who know each other's keys, and adds what TLS adds.
/// </summary>
/// <remarks>A nonce is the step, and a pair sends at most one message a step, so that no nonce comes twice under a key.</remarks>
internal sealed class Channel(ITransport transport, byte protocol, int round, byte[] session) : IDisposable
{
    public const int Overhead = MessageHeader.Size + TagBytes;
    private const int TagBytes = 16;
    private readonly HashSet<(byte Step, Party Sender, Party Receiver)> sent = [];
    private readonly HashSet<(byte Step, Party Sender, Party Receiver)> received = [];

    public ITransport Transport => transport;

    public void Send(ProtocolStep step, Party sender, Party receiver, ReadOnlySpan<byte> payload)
    {
        if (!sent.Add((step.Number, sender, receiver)))
            throw new ProtocolException(sender, step.Name, $"a second message to {receiver} in one step");
        var message = new byte[payload.Length + Overhead];
        new MessageHeader(protocol, step.Number, round, sender, receiver, payload.Length).Write(message);
        using AesGcm cipher = Cipher(sender, receiver);
        cipher.Encrypt(Nonce(step), payload, message.AsSpan(MessageHeader.Size, payload.Length), message.AsSpan(^TagBytes), message.AsSpan(0, MessageHeader.Size));
        transport.Send(sender, receiver, message);
    }

    /// <summary>The payload of the message that must have come.</summary>
    /// <exception cref="ProtocolException">It has not come, or it was truncated, altered, replayed, or has another length.</exception>
    public byte[] Receive(ProtocolStep step, Party sender, Party receiver, int length)
    {
        byte[] message = transport.Receive(sender, receiver) ?? throw new ProtocolException(receiver, step.Name, $"no message came from {sender}");
        var payload = new byte[Math.Max(0, message.Length - Overhead)];
        string? wrong = new MessageHeader(protocol, step.Number, round, sender, receiver, payload.Length).Mismatch(message)
            ?? (payload.Length == length ? null : $"the payload has {payload.Length} bytes, not {length}");
        if (wrong is not null)
            throw new ProtocolException(receiver, step.Name, $"{wrong} (from {sender})");
        using AesGcm cipher = Cipher(sender, receiver);
        try
        {
            cipher.Decrypt(Nonce(step), message.AsSpan(MessageHeader.Size, payload.Length), message.AsSpan(^TagBytes), payload, message.AsSpan(0, MessageHeader.Size));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new ProtocolException(receiver, step.Name, $"a message that {sender} did not send so: its tag is wrong");
        }

        return received.Add((step.Number, sender, receiver))
            ? payload
            : throw new ProtocolException(receiver, step.Name, $"the message of {sender} came again");
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(session);

    private static byte[] Nonce(ProtocolStep step) => [step.Number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private AesGcm Cipher(Party sender, Party receiver)
    {
        Span<byte> pair = stackalloc byte[13];
        pair[0] = protocol;
        BinaryPrimitives.WriteInt32LittleEndian(pair[1..], round);
        BinaryPrimitives.WriteInt32LittleEndian(pair[5..], sender.Number);
        BinaryPrimitives.WriteInt32LittleEndian(pair[9..], receiver.Number);
        Span<byte> key = stackalloc byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, session, key, pair);
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }
}

/// <summary>One step of a protocol: its number on the wire and its name in reports and errors.</summary>
internal readonly record struct ProtocolStep(byte Number, string Name);
