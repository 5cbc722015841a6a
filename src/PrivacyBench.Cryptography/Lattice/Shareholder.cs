using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// A party that holds a share of a decryption key and gives one partial decryption for a sum, with flooding noise of its own:
/// several with fresh noise could be averaged until the noise is gone.
/// </summary>
internal sealed class Shareholder : IDisposable
{
    private readonly LatticeCodec codec;
    private readonly int party;
    private readonly Polynomial share;
    private readonly RandomWords random;
    private readonly HashSet<string> answered = [];

    /// <param name="codec">The codec of the plan that the key was made for.</param>
    /// <param name="party">The party's number among the clients, from 0.</param>
    /// <param name="share">The party's share in value form; taken over.</param>
    /// <param name="random">Where the flooding noise comes from; taken over.</param>
    public Shareholder(LatticeCodec codec, int party, Polynomial share, RandomWords random) =>
        (this.codec, this.party, this.share, this.random) = (codec, party, share, random);

    /// <summary>The party's part of a decryption by exactly the parties of <paramref name="active"/>, from c1 of the sum.</summary>
    /// <exception cref="CryptographicException">The sum was answered before.</exception>
    /// <exception cref="ArgumentException">The parties are not enough, or this one is not among them.</exception>
    public Polynomial[] Decrypt(Polynomial[] c1, IReadOnlyCollection<int> active)
    {
        LatticeRequest request = codec.Plan.Request;
        if (!active.Contains(party) || active.Distinct().Count() != active.Count || active.Any(j => j < 0 || j >= request.Clients))
            throw new ArgumentException($"Party {party} was asked to decrypt with [{string.Join(", ", active)}]; it takes part with distinct parties of 0 to {request.Clients - 1}.", nameof(active));
        if (active.Count != request.Threshold)
            throw new ArgumentException($"{active.Count} parties were to decrypt, the plan is for {request.Threshold}{Missing(active)}.", nameof(active));
        if (!answered.Add(Digest(c1)))
            throw new CryptographicException($"Party {party} has decrypted this sum before: a second share with fresh noise would weaken its key.");
        using SecretKey weighed = Weighed(active);
        return Array.ConvertAll(c1, each => Encryption.KeyPart(codec, each, weighed, random));
    }

    public void Dispose()
    {
        share.Dispose();
        random.Dispose();
    }

    private SecretKey Weighed(IReadOnlyCollection<int> active)
    {
        var own = new Polynomial(share.Ring);
        share.All.CopyTo(own.All);
        // n of n: the key is the plain sum of the parties' secrets.
        if (codec.Plan.Request.Threshold < codec.Plan.Request.Clients)
            ThresholdKeys.Weigh(own, party, active);
        return new SecretKey(own);
    }

    private string Missing(IReadOnlyCollection<int> active)
    {
        int[] missing = [.. Enumerable.Range(0, codec.Plan.Request.Clients).Except(active)];
        return codec.Plan.Request.Threshold < codec.Plan.Request.Clients || missing.Length == 0 ? "" : $": missing are [{string.Join(", ", missing)}]";
    }

    /// <summary>c1 alone decides what a share reveals, so c1 is what must not come twice.</summary>
    private static string Digest(Polynomial[] c1)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Polynomial polynomial in c1)
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(polynomial.All));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
