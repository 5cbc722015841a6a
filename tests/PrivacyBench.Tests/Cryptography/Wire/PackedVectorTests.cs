using CsCheck;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography.Wire;

internal sealed class PackedVectorTests
{
    [Test]
    public void Values_come_back_for_any_length_and_width() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 64], Gen.Bool, Gen.ULong).Sample((length, bits, extreme, salt) =>
        {
            ulong[] vector = AdditiveSharesTests.Vectors(1, length, bits, extreme, salt)[0];
            var packed = new byte[PackedVector.Bytes(length, bits)];

            PackedVector.Pack<ulong>(vector, packed, bits);

            Assert.That(PackedVector.Unpack(packed, length, bits), Is.EqualTo(vector));
        });

    [Test]
    public void Lanes_are_packed_as_words_are_and_add_up() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 64], Gen.ULong).Sample((length, bits, salt) =>
        {
            ulong[][] vectors = AdditiveSharesTests.Vectors(2, length, bits, false, salt);
            byte[] sum = new byte[length * VectorBytes.Width(bits)], lanes = new byte[sum.Length];
            foreach (ulong[] vector in vectors)
            {
                byte[] packed = new byte[PackedVector.Bytes(length, bits)], expected = new byte[packed.Length];
                VectorBytes.Write(vector, lanes, bits);
                PackedVector.PackLanes(lanes, packed, bits);
                PackedVector.Pack<ulong>(vector, expected, bits);
                Assert.That(packed, Is.EqualTo(expected));
                PackedVector.AddToLanes(sum, packed, bits);
            }

            Assert.That(VectorBytes.Read(sum, bits), Is.EqualTo(vectors[0].Zip(vectors[1], (a, b) => a + b & VectorBytes.Mask(bits))));
        });

    [Test]
    public void The_first_value_stands_in_the_lowest_bits()
    {
        var packed = new byte[PackedVector.Bytes(3, 5)];
        PackedVector.Pack<ulong>([0b00001, 0b11111, 0b00100], packed, 5);

        // 00100 11111 00001 from the highest bit downward, in two bytes.
        Assert.That(packed, Is.EqualTo(new byte[] { 0b111_00001, 0b0_00100_11 }));
    }
}
