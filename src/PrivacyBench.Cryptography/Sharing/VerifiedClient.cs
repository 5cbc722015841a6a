using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>A client of <see cref="VerifiedShares"/>.</summary>
internal sealed class VerifiedClient(VerifiedLayout layout, ulong[] input, IKeySource keys) : IPartyProgram
{
    public IEnumerable<ProtocolStep> Run(Endpoint wire)
    {
        yield return VerifiedShares.Share;
        Message message = Endpoint.Draft(sizeof(ulong) * layout.Elements);
        Span<ulong> share = MemoryMarshal.Cast<byte, ulong>(Endpoint.Payload(message).Span);
        WriteWithMac(share);
        for (int j = 1; j < layout.Aggregators; j++)
        {
            byte[] seed = Secret();
            Field.SubtractExpanded(seed, share);
            wire.Send(VerifiedShares.Share, Party.Server(j), seed);
            CryptographicOperations.ZeroMemory(seed);
        }

        wire.SendDraft(VerifiedShares.Share, Party.Server(0), message);
    }

    /// <summary>The vector, its random element, their MACs and the key, in the clear: the shares of the others are then taken away.</summary>
    private void WriteWithMac(Span<ulong> share)
    {
        var own = new ulong[2];
        Field.Expand(Secret(), own);
        layout.Packing.Pack(input, share[..layout.Packing.Elements]);
        share[layout.Masked - 1] = own[0];
        Span<ulong> mac = share.Slice(layout.Masked, layout.Masked);
        mac.Clear();
        Field.AddMultiple(mac, own[1], share[..layout.Masked]);
        share[^1] = own[1];
        Array.Clear(own);
    }

    private byte[] Secret()
    {
        var seed = new byte[Prg.SeedBytes];
        keys.Fill(seed);
        return seed;
    }
}
