using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>A client of <see cref="VerifiedShares"/>.</summary>
internal sealed class VerifiedClient(VerifiedLayout layout, ulong[] input, IKeySource keys) : IPartyProgram
{
    public IEnumerable<ProtocolStep> Run(Endpoint wire)
    {
        yield return VerifiedShares.Share;
        var share = new ulong[layout.Elements];
        WriteWithMac(share);
        for (int j = 1; j < layout.Aggregators; j++)
        {
            byte[] seed = Secret();
            Field.SubtractExpanded(seed, share);
            wire.Send(VerifiedShares.Share, Party.Server(j), seed);
            CryptographicOperations.ZeroMemory(seed);
        }

        wire.SendElements(VerifiedShares.Share, Party.Server(0), share);
        Array.Clear(share);
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
