using System.Security.Cryptography;
using CsCheck;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class BfvTests
{
    private static readonly RandomWords Stream = new(new byte[32]);

    [Test]
    public void Random_vectors_add_up_exactly([Values] KeyForm form)
    {
        var plan = Plan(form, clients: 5, parameters: 700, -1000, 1000);
        Gen.Long[-1000, 1000].Array[700].Array[5].Sample(vectors => AddsUp(plan, vectors), iter: 5, threads: 1);
    }

    [TestCase(1, 0, 1)]
    [TestCase(2, -1, 0)]
    [TestCase(10, -32768, 32767)]
    [TestCase(3, -1073741824, 1073741823)]
    [TestCase(7, long.MinValue >> 8, long.MaxValue >> 8)]
    [TestCase(5, 42, 42)]
    public void The_extremes_of_a_range_add_up_exactly(int clients, long minimum, long maximum)
    {
        var plan = Plan(KeyForm.SeededSymmetric, clients, 50, minimum, maximum);
        AddsUp(plan, Repeat(clients, minimum, 50));
        AddsUp(plan, Repeat(clients, maximum, 50));
        // Neighbouring slots at opposite ends: a borrow or a carry would show.
        AddsUp(plan, [.. Enumerable.Range(0, clients).Select(_ => Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? minimum : maximum).ToArray())]);
    }

    [Test]
    public void A_thousand_clients_add_up_exactly([Values] KeyForm form)
    {
        var plan = Plan(form, 1000, 20, -128, 127);
        AddsUp(plan, Repeat(1000, 127, 20));
    }

    [Test]
    public void A_vector_that_fills_several_ciphertexts_comes_back_whole()
    {
        var plan = Plan(KeyForm.SeededSymmetric, 2, 100_003, 0, 1L << 40);
        long[] vector = [.. Enumerable.Range(0, 100_003).Select(i => (i * 2654435761L) & ((1L << 40) - 1))];

        Assert.That(plan.Ciphertexts, Is.GreaterThan(1));
        AddsUp(plan, [vector, vector]);
    }

    [Test]
    public void A_wrong_key_is_an_error_and_not_a_wrong_sum([Values] KeyForm form)
    {
        var codec = new LatticeCodec(Plan(form, 2, 100, 0, 100));
        using var key = SecretKey.Generate(codec.Ring, Stream);
        using var wrong = SecretKey.Generate(codec.Ring, Stream);
        using EncryptedVector sum = Sum(codec, key, Repeat(2, 7, 100), form);

        Assert.That(() => Decryption.WithKey(codec, sum, wrong, Stream), Throws.TypeOf<CryptographicException>().With.Message.Contains("key"));
    }

    [Test]
    public void A_value_outside_the_planned_range_is_refused()
    {
        var codec = new LatticeCodec(Plan(KeyForm.SeededSymmetric, 2, 3, -5, 5));

        Assert.That(
            () => codec.Encode([0, 6, 0]),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("[-5, 5]"));
    }

    [Test]
    public void One_client_more_than_planned_is_refused()
    {
        var codec = new LatticeCodec(Plan(KeyForm.SeededSymmetric, 2, 3, -5, 5));
        using var key = SecretKey.Generate(codec.Ring, Stream);
        using EncryptedVector sum = Sum(codec, key, Repeat(2, 1, 3), KeyForm.SeededSymmetric), third = Encryption.Seeded(codec, codec.Encode([1, 1, 1]), key, Stream);

        Assert.That(() => sum.Add(third), Throws.InvalidOperationException.With.Message.Contains("2 clients"));
    }

    internal static LatticePlan Plan(KeyForm form, int clients, int parameters, long minimum, long maximum) =>
        LatticePlanner.Plan(new LatticeRequest { Clients = clients, Parameters = parameters, Minimum = minimum, Maximum = maximum, Form = form });

    internal static EncryptedVector Sum(LatticeCodec codec, SecretKey key, long[][] vectors, KeyForm form)
    {
        byte[] seed = new byte[32];
        using Polynomial share = PublicKey.Share(key, seed, Stream);
        using PublicKey publicKey = PublicKey.FromShares([share], seed);
        EncryptedVector sum = EncryptedVector.Empty(codec);
        foreach (long[] vector in vectors)
        {
            using EncryptedVector fresh = form == KeyForm.PublicKey
                ? Encryption.Public(codec, codec.Encode(vector), publicKey, Stream)
                : Encryption.Seeded(codec, codec.Encode(vector), key, Stream);
            sum.Add(fresh);
        }
        return sum;
    }

    private static void AddsUp(LatticePlan plan, long[][] vectors)
    {
        var codec = new LatticeCodec(plan);
        using var key = SecretKey.Generate(codec.Ring, Stream);
        using EncryptedVector sum = Sum(codec, key, vectors, plan.Request.Form);

        Decrypted decrypted = Decryption.WithKey(codec, sum, key, Stream);

        Assert.That(decrypted.Sums, Is.EqualTo(Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Sum(vector => vector[i]))));
        Assert.That(decrypted.LargestNoise, Is.LessThanOrEqualTo(plan.Noise));
    }

    private static long[][] Repeat(int clients, long value, int parameters) =>
        [.. Enumerable.Range(0, clients).Select(_ => Enumerable.Repeat(value, parameters).ToArray())];
}
