using System.Buffers.Binary;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography;

internal sealed class PrgTests
{
    [Test]
    public void The_key_stream_is_that_of_the_standard()
    {
        // NIST SP 800-38A, F.5.5 (CTR-AES256.Encrypt), the first two blocks.
        byte[] key = Convert.FromHexString("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        byte[] counter = Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        byte[] text = Convert.FromHexString("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
        var stream = new byte[32];
        using var generator = new Prg(key, BinaryPrimitives.ReadUInt128BigEndian(counter));

        generator.Fill(stream);

        Assert.That(
            Convert.ToHexStringLower([.. stream.Zip(text, (a, b) => (byte)(a ^ b))]),
            Is.EqualTo("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Masks_are_the_same_for_any_number_of_workers(int workers)
    {
        Mask[] masks = [new([.. Enumerable.Repeat((byte)3, 32)], Subtract: false), new([.. Enumerable.Repeat((byte)5, 32)], Subtract: true)];
        var lanes = new byte[400_004];
        Mask.Apply(lanes, 32, masks, workers);
        var expected = new byte[lanes.Length];
        foreach (Mask mask in masks)
        {
            using var generator = new Prg(mask.Seed);
            if (mask.Subtract)
                generator.SubtractFrom(expected, 32);
            else
                generator.AddTo(expected, 32);
        }

        Assert.That(lanes, Is.EqualTo(expected));
    }

    [TestCase(7)]
    [TestCase(32)]
    [TestCase(33)]
    [TestCase(64)]
    public void Subtracting_undoes_adding_over_many_buffers(int bits)
    {
        ulong[] vector = [.. Enumerable.Range(0, 20_001).Select(i => (ulong)i * 0x9E3779B97F4A7C15 & ulong.MaxValue >> (64 - bits))];
        var lanes = new byte[vector.Length * VectorBytes.Width(bits)];
        VectorBytes.Write(vector, lanes, bits);
        using var one = new Prg(new byte[32]);
        using var other = new Prg(new byte[32]);

        one.AddTo(lanes, bits);
        Assert.That(VectorBytes.Read(lanes, bits), Is.Not.EqualTo(vector));
        other.SubtractFrom(lanes, bits);

        Assert.That(VectorBytes.Read(lanes, bits), Is.EqualTo(vector));
    }
}
