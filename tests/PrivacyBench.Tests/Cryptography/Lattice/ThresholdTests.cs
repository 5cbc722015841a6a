using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class ThresholdTests
{
    private static readonly RandomWords Stream = new(new byte[32]);

    [TestCase(LatticeScheme.Bfv)]
    [TestCase(LatticeScheme.Ckks)]
    public void All_parties_together_decrypt(LatticeScheme scheme)
    {
        using var parties = new Parties(scheme, clients: 3, threshold: 3);
        Decrypted decrypted = parties.DecryptWith(0, 1, 2);

        Assert.That(decrypted.Sums, Is.EqualTo(parties.Expected));
        Assert.That(decrypted.LargestNoise, Is.LessThanOrEqualTo(parties.Codec.Plan.Noise));
    }

    [TestCase(0, 1, 2)]
    [TestCase(0, 2, 4)]
    [TestCase(4, 3, 1)]
    public void Any_threshold_of_parties_decrypts(int a, int b, int c)
    {
        using var parties = new Parties(LatticeScheme.Bfv, clients: 5, threshold: 3);

        Assert.That(parties.DecryptWith(a, b, c).Sums, Is.EqualTo(parties.Expected));
    }

    [Test]
    public void One_share_fewer_than_the_threshold_gives_an_error_and_not_a_sum()
    {
        using var parties = new Parties(LatticeScheme.Bfv, clients: 5, threshold: 3);
        List<Polynomial[]> parts = parties.Parts([0, 1, 2]);

        Assert.That(() => Decryption.Combine(parties.Codec, parties.Sum, parts[..2]), Throws.TypeOf<CryptographicException>());
    }

    [Test]
    public void Fewer_shares_than_the_threshold_are_uniform()
    {
        // Even of the secret 0, of which an unmasked share would be 0.
        using var parties = new Parties(LatticeScheme.Bfv, clients: 5, threshold: 3);
        RnsRing ring = parties.Codec.Ring;
        using SecretKey zero = SecretKey.From(ring, new int[ring.N]);
        Polynomial[] shares = ThresholdKeys.Share(zero, 3, 5, Stream);
        double mean = shares[..2].Average(share => share[0].ToArray().Average(residue => residue / (double)ring.Prime(0)));
        foreach (Polynomial share in shares)
            share.Dispose();

        // Six standard deviations of a mean of uniform numbers.
        Assert.That(mean, Is.EqualTo(0.5).Within(6 / Math.Sqrt(12.0 * 2 * ring.N)));
    }

    [Test]
    public void A_missing_party_of_all_is_named()
    {
        using var parties = new Parties(LatticeScheme.Bfv, clients: 3, threshold: 3);

        Assert.That(() => parties.Parts([0, 2]), Throws.ArgumentException.With.Message.Contains("missing are [1]"));
    }

    [Test]
    public void A_sum_is_decrypted_once()
    {
        using var parties = new Parties(LatticeScheme.Bfv, clients: 3, threshold: 2);
        parties.Parts([0, 1]);

        Assert.That(() => parties.Parts([0, 2]), Throws.TypeOf<CryptographicException>().With.Message.Contains("before"));
    }

    private sealed class Parties : IDisposable
    {
        private const int Length = 40;
        private readonly Shareholder[] holders;

        public Parties(LatticeScheme scheme, int clients, int threshold)
        {
            Codec = new LatticeCodec(LatticePlanner.Plan(new LatticeRequest
            {
                Scheme = scheme,
                Clients = clients,
                Parameters = Length,
                Minimum = -500,
                Maximum = 500,
                Threshold = threshold,
                Precision = 0.25,
            }));
            byte[] seed = new byte[32];
            SecretKey[] secrets = [.. Enumerable.Range(0, clients).Select(_ => SecretKey.Generate(Codec.Ring, Stream))];
            using PublicKey key = PublicKey.FromShares([.. secrets.Select(secret => PublicKey.Share(secret, seed, Stream))], seed);
            Polynomial[][] dealt = [.. secrets.Select(secret => threshold == clients ? Whole(secret, clients) : ThresholdKeys.Share(secret, threshold, clients, Stream))];
            holders = [.. Enumerable.Range(0, clients).Select(j => new Shareholder(Codec, j, threshold == clients ? dealt[j][0] : Total(dealt, j), RandomWords.Fresh()))];
            Sum = EncryptedVector.Empty(Codec);
            for (int k = 0; k < clients; k++)
            {
                long[] vector = [.. Enumerable.Range(0, Length).Select(i => (long)(((i * 37) + (k * 101)) % 1001) - 500)];
                Expected = [.. Expected.Zip(vector, (sum, value) => sum + value)];
                using EncryptedVector fresh = Encryption.Public(Codec, Codec.Encode(vector), key, Stream);
                Sum.Add(fresh);
            }
        }

        public LatticeCodec Codec { get; }

        public EncryptedVector Sum { get; }

        public long[] Expected { get; } = new long[Length];

        public List<Polynomial[]> Parts(int[] active) => [.. active.Select(j => holders[j].Decrypt(Sum.C1!, active))];

        public Decrypted DecryptWith(params int[] active) => Decryption.Combine(Codec, Sum, Parts(active));

        public void Dispose()
        {
            foreach (Shareholder holder in holders)
                holder.Dispose();
            Sum.Dispose();
        }

        private static Polynomial[] Whole(SecretKey secret, int clients) => [.. Enumerable.Repeat(secret.Factor.Values, clients)];

        private static Polynomial Total(Polynomial[][] dealt, int party)
        {
            foreach (Polynomial[] shares in dealt[1..])
                shares[party].Ring.Add(dealt[0][party], shares[party]);
            return dealt[0][party];
        }
    }
}
