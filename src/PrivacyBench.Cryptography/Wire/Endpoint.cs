using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>
/// A party's own end of its channels in one round. Every message is encrypted and authenticated with AES-256-GCM under a key that
/// only its sender and receiver can derive (ECDH on P-256, HKDF-SHA-256), with the header as associated data. It stands in for TLS
/// between parties who know each other's public keys.
/// </summary>
/// <remarks>A nonce is the step, and a pair sends at most one message a step, so that no nonce comes twice under a key.</remarks>
internal sealed class Endpoint(
    Party self, ITransport transport, byte protocol, int round, AgreementKey key, IReadOnlyDictionary<Party, byte[]> publicKeys, Shown? shown = null) : IDisposable
{
    public const int Overhead = MessageHeader.Size + TagBytes;
    private const int TagBytes = 16;
    private readonly Dictionary<Party, (AesGcm Out, AesGcm In)> ciphers = [];
    private readonly HashSet<(byte Step, Party Receiver)> sent = [];
    private readonly HashSet<(byte Step, Party Sender)> received = [];
    private readonly List<Message> opened = [];

    public Party Self => self;

    /// <summary>Room for a message; the sender writes into its <see cref="Payload"/>.</summary>
    public static Message Draft(int payloadLength) => new(payloadLength + Overhead);

    /// <summary>The payload of a draft or of a message that was opened.</summary>
    public static Memory<byte> Payload(Message message) => message.Bytes[MessageHeader.Size..^TagBytes];

    /// <summary>Sends a copy of the payload.</summary>
    public void Send(ProtocolStep step, Party receiver, ReadOnlySpan<byte> payload)
    {
        Message message = Draft(payload.Length);
        payload.CopyTo(Payload(message).Span);
        SendDraft(step, receiver, message);
    }

    /// <summary>Sends a vector of the round that is held in lanes.</summary>
    public void SendLanes(ProtocolStep step, Party receiver, ReadOnlySpan<byte> lanes, RoundPlan plan)
    {
        Message message = Draft(plan.PackedBytes);
        PackedVector.PackLanes(lanes, Payload(message).Span, plan.ModulusBits);
        SendDraft(step, receiver, message);
    }

    /// <summary>Encrypts a draft in place and sends it; the sender must not use it again.</summary>
    public void SendDraft(ProtocolStep step, Party receiver, Message message)
    {
        if (!sent.Add((step.Number, receiver)))
            throw Stop(step, $"a second message to {receiver} in one step");
        Span<byte> bytes = message.Bytes.Span;
        Span<byte> payload = Payload(message).Span;
        new MessageHeader(protocol, step.Number, round, self, receiver, payload.Length).Write(bytes);
        Ciphers(step, receiver).Out.Encrypt(Nonce(step), payload, payload, bytes[^TagBytes..], bytes[..MessageHeader.Size]);
        transport.Send(self, receiver, message);
    }

    /// <summary>The payload of the message that must have come, lent as long as the endpoint is in use.</summary>
    /// <exception cref="ProtocolException">It has not come, or it was truncated, altered, replayed, or has another length.</exception>
    public Memory<byte> Receive(ProtocolStep step, Party sender, int length) =>
        TryReceive(step, sender, length) ?? throw new ProtocolException(self, step.Name, $"no message came from {sender}") { Reason = StopReason.Silence };

    /// <summary>The payload of the sender's message, lent as long as the endpoint is in use, or null if the sender has fallen silent.</summary>
    /// <exception cref="ProtocolException">The message was truncated, altered, replayed, or has another length.</exception>
    public Memory<byte>? TryReceive(ProtocolStep step, Party sender, int length)
    {
        if (Taken(step, sender) is not { } message)
            return null;
        opened.Add(message);
        int carried = message.Length - Overhead;
        string? wrong = new MessageHeader(protocol, step.Number, round, sender, self, carried).Mismatch(message.Bytes.Span)
            ?? (carried == length ? null : $"the payload has {carried} bytes, not {length}");
        if (wrong is not null)
            throw Stop(step, $"{wrong} (from {sender})");
        Memory<byte> payload = Payload(message);
        Span<byte> bytes = message.Bytes.Span;
        try
        {
            Ciphers(step, sender).In.Decrypt(Nonce(step), payload.Span, bytes[^TagBytes..], payload.Span, bytes[..MessageHeader.Size]);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Stop(step, $"a message that {sender} did not send so: its tag is wrong");
        }

        if (!received.Add((step.Number, sender)))
            throw Stop(step, $"the message of {sender} came again");
        shown?.Add(step, sender, self, payload.Span);
        return payload;
    }

    public ProtocolException Stop(ProtocolStep step, string found, StopReason reason = StopReason.WrongMessage) =>
        new(self, step.Name, found) { Reason = reason };

    public void Dispose()
    {
        foreach (Message message in opened)
            message.Dispose();
        foreach ((AesGcm one, AesGcm other) in ciphers.Values)
        {
            one.Dispose();
            other.Dispose();
        }

        key.Dispose();
    }

    private Message? Taken(ProtocolStep step, Party sender)
    {
        try
        {
            return transport.Receive(sender, self);
        }
        catch (InvalidDataException exception)
        {
            throw Stop(step, $"{exception.Message} (from {sender})");
        }
    }

    private static byte[] Nonce(ProtocolStep step) => [step.Number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private (AesGcm Out, AesGcm In) Ciphers(ProtocolStep step, Party peer)
    {
        if (ciphers.TryGetValue(peer, out (AesGcm Out, AesGcm In) pair))
            return pair;
        byte[] agreed;
        try
        {
            agreed = key.Agree(publicKeys[peer]);
        }
        catch (CryptographicException)
        {
            throw Stop(step, $"the public key of {peer} is no point of the curve P-256");
        }

        pair = (Cipher(agreed, self, peer), Cipher(agreed, peer, self));
        CryptographicOperations.ZeroMemory(agreed);
        return ciphers[peer] = pair;
    }

    private AesGcm Cipher(byte[] agreed, Party sender, Party receiver)
    {
        Span<byte> purpose = stackalloc byte[13];
        purpose[0] = protocol;
        BinaryPrimitives.WriteInt32LittleEndian(purpose[1..], round);
        BinaryPrimitives.WriteInt32LittleEndian(purpose[5..], sender.Number);
        BinaryPrimitives.WriteInt32LittleEndian(purpose[9..], receiver.Number);
        byte[] derived = AgreementKey.Derive(agreed, purpose);
        var cipher = new AesGcm(derived, TagBytes);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }
}
