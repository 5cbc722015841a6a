using BenchmarkDotNet.Attributes;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Benchmarks.Cryptography;

/// <summary>
/// The phases of one BFV aggregation of a million 16-bit values from ten clients, on one thread and on two, against adding the ten
/// vectors in the clear on one.
/// </summary>
[Config(typeof(InProcess))]
public class LatticePhaseBenchmarks : IDisposable
{
    private const int Clients = 10;
    private LatticeCodec codec = null!;
    private SecretKey key = null!;
    private PublicKey publicKey = null!;
    private RandomWords[] random = [];
    private EncryptedVector sum = null!;
    private long[] vector = [];
    private byte[] written = [];

    [Params(KeyForm.SeededSymmetric, KeyForm.PublicKey)]
    public KeyForm Form { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        codec = new LatticeCodec(LatticePlanner.Plan(
            new LatticeRequest { Clients = Clients, Parameters = 1_000_000, Minimum = -32768, Maximum = 32767, Form = Form }));
        random = [.. Enumerable.Range(0, Clients).Select(_ => RandomWords.Fresh())];
        key = SecretKey.Generate(codec.Ring, random[0]);
        publicKey = PublicKey.FromShares([PublicKey.Share(key, new byte[32], random[0])], new byte[32]);
        vector = [.. Enumerable.Range(0, 1_000_000).Select(i => (i * 7919L % 65536) - 32768)];
        using EncryptedVector fresh = Encrypted(0);
        sum = EncryptedVector.Empty(codec);
        sum.Add(fresh);
        written = LatticeSerializer.Write(codec, fresh);
    }

    [Benchmark(Baseline = true)]
    public long[] SumInTheClear()
    {
        var total = new long[vector.Length];
        for (int client = 0; client < Clients; client++)
            for (int i = 0; i < total.Length; i++)
                total[i] += vector[i];
        return total;
    }

    [Benchmark]
    public void EncodeEncryptAndWrite() => Each(client =>
    {
        using EncryptedVector encrypted = Encrypted(client);
        LatticeSerializer.Write(codec, encrypted);
    });

    /// <summary>Each thread adds its share of the clients' vectors, as they come from the wire.</summary>
    [Benchmark]
    public void ReadAndAdd() => Parallel.For(0, Threads, thread =>
    {
        using EncryptedVector part = EncryptedVector.Empty(codec);
        for (int client = thread; client < Clients; client += Threads)
            using (EncryptedVector read = LatticeSerializer.ReadVector(codec, written, 1, Form == KeyForm.SeededSymmetric))
                part.Add(read);
    });

    /// <summary>One client decrypts the sum, on one thread.</summary>
    [Benchmark]
    public double Decrypt() => Decryption.WithKey(codec, sum, key, random[0]).LargestNoise;

    [GlobalCleanup]
    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[key, publicKey, sum, .. random])
            part.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Each(Action<int> work) => Parallel.For(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = Threads }, work);

    private EncryptedVector Encrypted(int client) => Form == KeyForm.SeededSymmetric
        ? Encryption.Seeded(codec, codec.Encode(vector), key, random[client])
        : Encryption.Public(codec, codec.Encode(vector), publicKey, random[client]);
}
