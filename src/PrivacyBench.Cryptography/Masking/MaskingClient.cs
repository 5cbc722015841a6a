using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>
/// One client of <see cref="SecureAggregation"/>: its own state, and bytes in and out. Bytes about neighbours stand in the order of
/// <paramref name="neighbours"/>, with zeros for one that is silent.
/// </summary>
internal sealed class MaskingClient(int self, int[] neighbours, int threshold, IKeySource keys) : IDisposable
{
    public const int KeyBytes = 2 * MaskKey.PublicBytes;
    public const int SealedBytes = (2 * ShamirSecret.ShareBytes) + 16;
    private readonly MaskKey sealing = MaskKey.Create(keys);
    private readonly MaskKey masking = MaskKey.Create(keys);
    private readonly byte[] selfSeed = new byte[Prg.SeedBytes];
    private readonly byte[][] received = new byte[neighbours.Length][];
    private byte[] neighbourKeys = [];
    private bool unmasked;

    public byte[] Advertise() => [.. sealing.Public, .. masking.Public];

    public byte[] DealShares(byte[] advertised)
    {
        neighbourKeys = advertised;
        int[] present = [.. Enumerable.Range(0, neighbours.Length).Where(HasKey)];
        Require("share keys", present.Length);
        keys.Fill(selfSeed);
        int[] points = [.. neighbours.Select(neighbour => neighbour + 1)];
        byte[][] ofSeed = ShamirSecret.Split(selfSeed, points, threshold, keys);
        byte[][] ofKey = ShamirSecret.Split(masking.Scalar, points, threshold, keys);
        var dealt = new byte[neighbours.Length * SealedBytes];
        foreach (int j in present)
        {
            using AesGcm cipher = Cipher(j, self, neighbours[j]);
            Span<byte> box = dealt.AsSpan(j * SealedBytes, SealedBytes);
            cipher.Encrypt(new byte[12], [.. ofSeed[j], .. ofKey[j]], box[..^16], box[^16..]);
        }

        return dealt;
    }

    /// <summary>v + PRG(b) ± the masks of the neighbours whose shares came.</summary>
    public byte[] Mask(byte[] boxes, ulong[] input, int bits)
    {
        ulong[] vector = [.. input];
        using (var own = new Prg(selfSeed))
            own.AddTo(vector, bits);
        int present = 0;
        for (int j = 0; j < neighbours.Length; j++)
        {
            ReadOnlySpan<byte> box = boxes.AsSpan(j * SealedBytes, SealedBytes);
            if (!box.ContainsAnyExcept((byte)0))
                continue;
            received[j] = OpenBox(j, box);
            SecureAggregation.ApplyMask(vector, masking, Key(j)[MaskKey.PublicBytes..], self, neighbours[j], bits, remove: false);
            present++;
        }

        Require("mask", present);
        return VectorBytes.Write(vector, bits);
    }

    /// <summary>For each neighbour the share of its seed if it lives, or of its mask key if it is dead; never both, and once only.</summary>
    /// <param name="request">For each neighbour 1 if it lives, then for each 1 if it is dead.</param>
    public byte[] Unmask(byte[] request)
    {
        if (unmasked)
            throw Stop("unmask", "a second unmasking of one round was asked for; it would give away the difference of two sums");
        unmasked = true;
        int count = neighbours.Length;
        for (int j = 0; j < count; j++)
            if (request[j] == 1 && request[count + j] == 1)
                throw Stop("unmask", $"client {neighbours[j]} is named both living and dead");
        Require("unmask", request.Take(count).Count(flag => flag == 1));
        var answer = new byte[count * ShamirSecret.ShareBytes];
        for (int j = 0; j < count; j++)
            if ((request[j] == 1 || request[count + j] == 1) && received[j] is { } shares)
                shares.AsSpan(request[j] == 1 ? 0 : ShamirSecret.ShareBytes, ShamirSecret.ShareBytes).CopyTo(answer.AsSpan(j * ShamirSecret.ShareBytes));
        return answer;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(selfSeed);
        foreach (byte[]? shares in received)
            CryptographicOperations.ZeroMemory(shares);
        sealing.Dispose();
        masking.Dispose();
    }

    private byte[] OpenBox(int j, ReadOnlySpan<byte> box)
    {
        var shares = new byte[2 * ShamirSecret.ShareBytes];
        using AesGcm cipher = Cipher(j, neighbours[j], self);
        try
        {
            cipher.Decrypt(new byte[12], box[..^16], box[^16..], shares);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Stop("mask", $"the sealed shares of client {neighbours[j]} were altered");
        }

        return shares;
    }

    // Each direction of a pair has its own key, which seals one message: the nonce may be constant.
    private AesGcm Cipher(int j, int from, int to) =>
        new(sealing.Agree(Key(j)[..MaskKey.PublicBytes], [1, .. BitConverter.GetBytes(from), .. BitConverter.GetBytes(to)]), 16);

    private ReadOnlySpan<byte> Key(int j) => neighbourKeys.AsSpan(j * KeyBytes, KeyBytes);

    private bool HasKey(int j) => Key(j).ContainsAnyExcept((byte)0);

    private void Require(string step, int present)
    {
        if (present < threshold)
            throw Stop(step, $"{present} neighbours are left, at least {threshold} are needed");
    }

    private ProtocolException Stop(string step, string found) => new(Party.Client(self), step, found);
}
