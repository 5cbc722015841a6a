using BenchmarkDotNet.Attributes;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Benchmarks.Cryptography;

/// <summary>The phases of one BFV aggregation of a million values from ten clients, against adding two vectors in the clear.</summary>
[MemoryDiagnoser]
public class LatticePhaseBenchmarks : IDisposable
{
    private LatticeCodec codec = null!;
    private SecretKey key = null!;
    private RandomWords random = null!;
    private EncryptedVector fresh = null!;
    private EncryptedVector sum = null!;
    private long[] vector = null!;
    private byte[] written = null!;
    private PublicKey publicKey = null!;

    [Params(KeyForm.SeededSymmetric, KeyForm.PublicKey)]
    public KeyForm Form { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        codec = new LatticeCodec(LatticePlanner.Plan(
            new LatticeRequest { Clients = 10, Parameters = 1_000_000, Minimum = -32768, Maximum = 32767, Form = Form }));
        random = new RandomWords(new byte[32]);
        key = SecretKey.Generate(codec.Ring, random);
        publicKey = PublicKey.FromShares([PublicKey.Share(key, new byte[32], random)], new byte[32]);
        vector = [.. Enumerable.Range(0, 1_000_000).Select(i => (i * 7919L % 65536) - 32768)];
        fresh = Encrypted();
        sum = EncryptedVector.Empty(codec);
        sum.Add(fresh);
        written = LatticeSerializer.Write(codec, fresh);
    }

    [Benchmark(Baseline = true)]
    public long PlainSum()
    {
        long total = 0;
        foreach (long value in vector)
            total += value;
        return total;
    }

    [Benchmark]
    public void Encode()
    {
        foreach (Polynomial plaintext in codec.Encode(vector))
            plaintext.Dispose();
    }

    [Benchmark]
    public void EncodeAndEncrypt() => Encrypted().Dispose();

    [Benchmark]
    public byte[] Serialize() => LatticeSerializer.Write(codec, fresh);

    [Benchmark]
    public void ReadAndAdd()
    {
        using EncryptedVector empty = EncryptedVector.Empty(codec);
        using EncryptedVector read = LatticeSerializer.ReadVector(codec, written, 1, Form == KeyForm.SeededSymmetric);
        empty.Add(read);
    }

    [Benchmark]
    public double Decrypt() => Decryption.WithKey(codec, sum, key, random).LargestNoise;

    [GlobalCleanup]
    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[key, publicKey, random, fresh, sum])
            part.Dispose();
        GC.SuppressFinalize(this);
    }

    private EncryptedVector Encrypted() =>
        Form == KeyForm.SeededSymmetric ? Encryption.Seeded(codec, codec.Encode(vector), key, random) : Encryption.Public(codec, codec.Encode(vector), publicKey, random);
}
