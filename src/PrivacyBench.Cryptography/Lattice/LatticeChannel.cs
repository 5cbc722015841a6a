using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>The steps of a lattice protocol on the wire.</summary>
internal static class LatticeSteps
{
    /// <summary>One client makes the common key and hands it to the others.</summary>
    public static readonly ProtocolStep CommonKey = new(0, "common key");

    /// <summary>The server draws the seed of the common random element.</summary>
    public static readonly ProtocolStep CommonSeed = new(1, "common seed");

    /// <summary>A client's part of the collective public key.</summary>
    public static readonly ProtocolStep KeyPart = new(2, "key part");

    /// <summary>The collective public key.</summary>
    public static readonly ProtocolStep PublicKey = new(3, "public key");

    /// <summary>A Shamir share of one client's secret for another.</summary>
    public static readonly ProtocolStep SecretShare = new(4, "secret share");

    /// <summary>A client's encrypted vector.</summary>
    public static readonly ProtocolStep Vector = new(5, "encrypted vector");

    /// <summary>The sum, still encrypted, and who is to decrypt it.</summary>
    public static readonly ProtocolStep Sum = new(6, "encrypted sum");

    /// <summary>A client's decryption shares of the sum.</summary>
    public static readonly ProtocolStep DecryptionShare = new(7, "decryption share");
}

/// <summary>One party's end of the channels of a round: bodies of messages under the parameters of a plan, out and in.</summary>
internal sealed class LatticeChannel(LatticePlan plan, Channel channel, Party self)
{
    public void Send(ProtocolStep step, Party receiver, int vectors, ReadOnlySpan<byte> body) =>
        channel.Send(step, self, receiver, LatticePayload.Wrap(plan, vectors, body));

    /// <summary>The body of the message that must have come, read by <paramref name="read"/>.</summary>
    /// <exception cref="ProtocolException">It has not come, was changed, has another length or parameters, or cannot be read.</exception>
    public T Receive<T>(ProtocolStep step, Party sender, int bodyLength, Reader<T> read)
    {
        byte[] payload = channel.Receive(step, sender, self, LatticePayload.Overhead(plan) + bodyLength);
        return Checked(step, sender, () => read(LatticePayload.Unwrap(plan, payload, out int vectors), vectors));
    }

    /// <summary>Turns what is wrong with another party's data into the protocol's error.</summary>
    public T Checked<T>(ProtocolStep step, Party sender, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is InvalidDataException or CryptographicException)
        {
            throw new ProtocolException(self, step.Name, $"{exception.Message} (from {sender})");
        }
    }

    /// <summary>Reads a body that stands for so many vectors.</summary>
    public delegate T Reader<out T>(ReadOnlySpan<byte> body, int vectors);
}
