using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>
/// One client of <see cref="SecureAggregation"/>. Bytes about neighbours stand in the order of <paramref name="neighbours"/>, with
/// zeros for one that is silent.
/// </summary>
internal sealed class MaskingClient(int self, int[] neighbours, int threshold, IKeySource source, RoundPlan plan, ClientInput input) : IPartyProgram
{
    public const int KeyBytes = 2 * AgreementKey.PublicBytes;
    public const int SealedBytes = (2 * ShamirSecret.ShareBytes) + TagBytes;
    private const int TagBytes = 16;
    private readonly int sealedBytes = SealedBytes + input.Model.Length;
    private readonly byte[] selfSeed = new byte[Prg.SeedBytes];
    private readonly byte[][] agreed = new byte[neighbours.Length][];
    private readonly byte[][] received = new byte[neighbours.Length][];
    private bool unmasked;

    public IEnumerable<ProtocolStep> Run(Endpoint wire)
    {
        yield return SecureAggregation.Advertise;
        using AgreementKey sealing = AgreementKey.Create(source);
        using AgreementKey masking = AgreementKey.Create(source);
        try
        {
            wire.Send(SecureAggregation.Advertise, SecureAggregation.Server, [.. sealing.Public, .. masking.Public]);

            yield return SecureAggregation.Share;
            Memory<byte> keys = wire.Receive(SecureAggregation.RelayKeys, SecureAggregation.Server, neighbours.Length * KeyBytes);
            wire.Send(SecureAggregation.Share, SecureAggregation.Server, DealShares(sealing, masking, keys));

            yield return SecureAggregation.Masked;
            Memory<byte> boxes = wire.Receive(SecureAggregation.RelayShares, SecureAggregation.Server, neighbours.Length * sealedBytes);
            using Message masked = MaskedVector(masking, keys, boxes);
            wire.SendLanes(SecureAggregation.Masked, SecureAggregation.Server, masked.Bytes.Span, plan);

            yield return SecureAggregation.Unmask;
            ReadOnlyMemory<byte> named = wire.Receive(SecureAggregation.NameSurvivors, SecureAggregation.Server, 2 * neighbours.Length);
            wire.Send(SecureAggregation.Unmask, SecureAggregation.Server, Unmask(named.Span));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(selfSeed);
            foreach (byte[]? secret in agreed.Concat(received))
                CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>For each neighbour the share of its seed if it lives, or of its mask key if it is dead; never both, and once only.</summary>
    /// <param name="named">For each neighbour 1 if it lives, then for each 1 if it is dead.</param>
    public byte[] Unmask(ReadOnlySpan<byte> named)
    {
        if (unmasked)
            throw Stop(SecureAggregation.Unmask, "a second unmasking of one round was asked for; it would give away the difference of two sums");
        unmasked = true;
        int count = neighbours.Length;
        for (int j = 0; j < count; j++)
            if (named[j] == 1 && named[count + j] == 1)
                throw Stop(SecureAggregation.Unmask, $"client {neighbours[j]} is named both living and dead");
        Require(SecureAggregation.Unmask, named[..count].Count((byte)1));
        var answer = new byte[count * ShamirSecret.ShareBytes];
        for (int j = 0; j < count; j++)
            if ((named[j] == 1 || named[count + j] == 1) && received[j] is { } shares)
                shares.AsSpan(named[j] == 1 ? 0 : ShamirSecret.ShareBytes, ShamirSecret.ShareBytes).CopyTo(answer.AsSpan(j * ShamirSecret.ShareBytes));
        return answer;
    }

    private byte[] DealShares(AgreementKey sealing, AgreementKey masking, Memory<byte> keys)
    {
        int[] present = [.. Enumerable.Range(0, neighbours.Length).Where(j => Key(keys, j).ContainsAnyExcept((byte)0))];
        Require(SecureAggregation.Share, present.Length);
        source.Fill(selfSeed);
        int[] points = [.. neighbours.Select(neighbour => neighbour + 1)];
        byte[][] ofSeed = ShamirSecret.Split(selfSeed, points, threshold, source);
        byte[][] ofKey = ShamirSecret.Split(masking.Scalar, points, threshold, source);
        var dealt = new byte[neighbours.Length * sealedBytes];
        foreach (int j in present)
        {
            agreed[j] = OnCurve(SecureAggregation.Share, j, () => sealing.Agree(Key(keys, j)[..AgreementKey.PublicBytes]));
            using AesGcm cipher = Cipher(j, self, neighbours[j]);
            Span<byte> box = dealt.AsSpan(j * sealedBytes, sealedBytes);
            cipher.Encrypt(new byte[12], [.. ofSeed[j], .. ofKey[j], .. input.Model], box[..^TagBytes], box[^TagBytes..]);
        }

        foreach (byte[] share in ofSeed.Concat(ofKey))
            CryptographicOperations.ZeroMemory(share);
        return dealt;
    }

    /// <summary>Lanes with v + PRG(b) ± the masks of the neighbours whose shares came.</summary>
    private Message MaskedVector(AgreementKey masking, Memory<byte> keys, Memory<byte> boxes)
    {
        List<Mask> masks = [new(selfSeed, Subtract: false)];
        for (int j = 0; j < neighbours.Length; j++)
        {
            ReadOnlySpan<byte> box = boxes.Span.Slice(j * sealedBytes, sealedBytes);
            if (!box.ContainsAnyExcept((byte)0) || agreed[j] is null)
                continue;
            received[j] = OpenBox(j, box);
            masks.Add(OnCurve(
                SecureAggregation.Masked, j, () => SecureAggregation.PairMask(masking, Key(keys, j)[AgreementKey.PublicBytes..], self, neighbours[j])));
        }

        Require(SecureAggregation.Masked, masks.Count - 1);
        var lanes = new Message(plan.LaneBytes);
        Memory<byte> vector = lanes.Bytes;
        VectorBytes.Write(input.Vector, vector.Span, plan.ModulusBits);
        Mask.Apply(vector, plan.ModulusBits, masks);
        VectorBytes.Reduce(vector.Span, plan.ModulusBits);
        foreach (Mask mask in masks.Skip(1))
            CryptographicOperations.ZeroMemory(mask.Seed);
        return lanes;
    }

    private byte[] OpenBox(int j, ReadOnlySpan<byte> box)
    {
        var opened = new byte[box.Length - TagBytes];
        using AesGcm cipher = Cipher(j, neighbours[j], self);
        try
        {
            cipher.Decrypt(new byte[12], box[..^TagBytes], box[^TagBytes..], opened);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Stop(SecureAggregation.Masked, $"the sealed shares of client {neighbours[j]} were altered");
        }

        // A box of a neighbour that was sent the same model, or that compares none, ends with the same bytes.
        return opened.AsSpan(2 * ShamirSecret.ShareBytes).SequenceEqual(input.Model)
            ? opened
            : throw Stop(
                SecureAggregation.Masked, $"client {neighbours[j]} was sent another model than client {self}; nothing is sent in return",
                StopReason.DifferentModels);
    }

    // Each direction of a pair has its own key, which seals one message: the nonce may be constant.
    private AesGcm Cipher(int j, int from, int to) =>
        new(AgreementKey.Derive(agreed[j], [.. "shares"u8, .. BitConverter.GetBytes(from), .. BitConverter.GetBytes(to)]), TagBytes);

    private T OnCurve<T>(ProtocolStep step, int j, Func<T> agree)
    {
        try
        {
            return agree();
        }
        catch (CryptographicException)
        {
            throw Stop(step, $"the public key of client {neighbours[j]} is no point of the curve P-256");
        }
    }

    private static ReadOnlySpan<byte> Key(Memory<byte> keys, int j) => keys.Span.Slice(j * KeyBytes, KeyBytes);

    private void Require(ProtocolStep step, int present)
    {
        if (present < threshold)
            throw Stop(step, $"{present} neighbours are left, at least {threshold} are needed", StopReason.TooFewParties);
    }

    private ProtocolException Stop(ProtocolStep step, string found, StopReason reason = StopReason.WrongMessage) =>
        new(Party.Client(self), step.Name, found) { Reason = reason };
}
