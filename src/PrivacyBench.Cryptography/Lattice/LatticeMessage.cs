using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>What a message of a lattice protocol carries.</summary>
internal enum LatticeMessageKind : byte
{
    /// <summary>A party's part of the collective public key.</summary>
    PublicKeyShare = 1,

    /// <summary>The collective public key.</summary>
    PublicKey = 2,

    /// <summary>One party's Shamir share of another party's secret.</summary>
    SecretShare = 3,

    /// <summary>A client's encrypted vector.</summary>
    Vector = 4,

    /// <summary>The sum of the vectors, still encrypted, and who is to decrypt it.</summary>
    Sum = 5,

    /// <summary>A party's decryption shares of the sum.</summary>
    DecryptionShare = 6,
}

/// <summary>
/// A message on the wire: magic, version, kind, sender, vectors added up, payload length and the parameters of the plan in the
/// clear; then the payload sealed with AES-256-GCM under the channel's key, whose tag covers all of it.
/// </summary>
internal static class LatticeMessage
{
    private const uint Magic = 0x4C425650; // "PVBL"
    private const byte Version = 1;
    private const int FixedBytes = 4 + 1 + 1 + 2 + 4 + 4 + 2;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Bytes around the payload.</summary>
    public static int Overhead(LatticePlan plan) => FixedBytes + Parameters(plan).Length + NonceBytes + TagBytes;

    public static byte[] Seal(LatticePlan plan, LatticeMessageKind kind, int sender, int vectors, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> channelKey)
    {
        byte[] parameters = Parameters(plan);
        var message = new byte[FixedBytes + parameters.Length + NonceBytes + payload.Length + TagBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(message, Magic);
        (message[4], message[5]) = (Version, (byte)kind);
        BinaryPrimitives.WriteInt16LittleEndian(message.AsSpan(6), checked((short)sender));
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), vectors);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), payload.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(16), checked((ushort)parameters.Length));
        parameters.CopyTo(message.AsSpan(FixedBytes));
        int header = FixedBytes + parameters.Length;
        Span<byte> nonce = message.AsSpan(header, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(channelKey, TagBytes);
        gcm.Encrypt(nonce, payload, message.AsSpan(header + NonceBytes, payload.Length), message.AsSpan(message.Length - TagBytes), message.AsSpan(0, header));
        return message;
    }

    /// <summary>Checks a message and opens it.</summary>
    /// <exception cref="InvalidDataException">It is not the message that is expected here: the text says in what.</exception>
    /// <exception cref="CryptographicException">It was changed on its way, or comes from another channel.</exception>
    public static byte[] Open(LatticePlan plan, LatticeMessageKind kind, int sender, ReadOnlySpan<byte> message, ReadOnlySpan<byte> channelKey, out int vectors)
    {
        byte[] parameters = Parameters(plan);
        int header = FixedBytes + parameters.Length;
        if (message.Length < FixedBytes)
            throw new InvalidDataException($"A message of {message.Length} bytes is too short for its header of {FixedBytes}.");
        Require("magic", BinaryPrimitives.ReadUInt32LittleEndian(message), Magic);
        Require("version", message[4], Version);
        Require("kind", message[5], (byte)kind);
        Require("sender", BinaryPrimitives.ReadInt16LittleEndian(message[6..]), sender);
        Require("length of the parameters", BinaryPrimitives.ReadUInt16LittleEndian(message[16..]), parameters.Length);
        Require("length of the message", message.Length, (long)header + NonceBytes + TagBytes + BinaryPrimitives.ReadInt32LittleEndian(message[12..]));
        if (!message[FixedBytes..header].SequenceEqual(parameters))
            throw new InvalidDataException(
                $"The message was made under other parameters (ring dimension {BinaryPrimitives.ReadInt64LittleEndian(message[FixedBytes..])}) than this plan's (ring dimension {plan.RingDimension}).");
        var payload = new byte[message.Length - header - NonceBytes - TagBytes];
        using var gcm = new AesGcm(channelKey, TagBytes);
        try
        {
            gcm.Decrypt(message.Slice(header, NonceBytes), message[(header + NonceBytes)..^TagBytes], message[^TagBytes..], payload, message[..header]);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new CryptographicException($"The {kind} message of party {sender} fails authentication: it was changed, or sealed for another channel.", exception);
        }
        vectors = BinaryPrimitives.ReadInt32LittleEndian(message[8..]);
        return payload;
    }

    private static void Require(string what, long found, long expected)
    {
        if (found != expected)
            throw new InvalidDataException($"The {what} of a message is {found}, expected {expected}.");
    }

    private static byte[] Parameters(LatticePlan plan)
    {
        long[] numbers =
        [
            plan.RingDimension, (long)plan.Request.Scheme, plan.PlaintextBits, plan.SlotBits, plan.Slots, plan.ScaleBits, plan.FloodingBits,
            plan.Request.Clients, plan.Request.Parameters, plan.Request.Threshold, plan.Request.Minimum, plan.Request.Maximum,
            .. plan.Primes.Select(p => (long)p),
        ];
        var bytes = new byte[numbers.Length * sizeof(long)];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        return bytes;
    }
}
