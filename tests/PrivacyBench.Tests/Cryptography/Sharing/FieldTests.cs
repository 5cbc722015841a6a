using System.Numerics;
using CsCheck;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Sharing;

internal sealed class FieldTests
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 61) - 1;
    private static readonly Gen<ulong> Element = Gen.Frequency((3, Gen.ULong[0, Field.Prime - 1]), (1, Gen.ULong[Field.Prime - 2, Field.Prime - 1]), (1, Gen.ULong[0, 1]));

    [Test]
    public void Arithmetic_is_that_of_whole_numbers_modulo_p() =>
        Gen.Select(Element, Element).Sample((a, b) =>
        {
            Assert.That((BigInteger)Field.Add(a, b), Is.EqualTo((a + (BigInteger)b) % Prime));
            Assert.That((BigInteger)Field.Subtract(a, b), Is.EqualTo((a + Prime - b) % Prime));
            Assert.That((BigInteger)Field.Multiply(a, b), Is.EqualTo(a * (BigInteger)b % Prime));
            Assert.That(Field.Multiply(a, Field.Inverse(a)), Is.EqualTo(a == 0 ? 0UL : 1UL));
        });

    [Test]
    public void A_polynomial_through_known_points_takes_its_known_value() =>
        // 3x² + 2x + 7 at 1, 2, 3 is 12, 23, 40 and at 10 is 327, by pencil.
        Assert.That(Field.Inner(Field.Weights([1, 2, 3], 10), [12, 23, 40]), Is.EqualTo(327UL));

    [Test]
    public void A_seed_expands_to_the_key_stream_with_61_bits_of_each_word()
    {
        var elements = new ulong[4];
        Field.Expand(new byte[32], elements);
        // AES-256 of the counters 0 and 1 under a key of zeros (the first is in NIST's AESAVS, appendix C: dc95c078a2408989ad48a21492842087).
        Assert.That(elements[0], Is.EqualTo(0x898940A278C095DCUL & Field.Prime));
        Assert.That(elements[1], Is.EqualTo(0x8720849214A248ADUL & Field.Prime));
    }

    [Test]
    public void Packed_sums_come_back_for_any_size_and_modulus() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 30], Gen.Int[1, 60], Gen.Bool, Gen.ULong).Sample((clients, length, bits, extreme, salt) =>
        {
            var packing = new FieldPacking(new RoundPlan(clients, length, bits, 0, [], 1, 1));
            ulong[][] inputs = AdditiveSharesTests.Ranged(clients, length, bits, extreme, salt);
            var sum = new ulong[packing.Elements];
            var packed = new ulong[packing.Elements];
            foreach (ulong[] input in inputs)
            {
                packing.Pack(input, packed);
                Field.AddTo(sum, packed);
            }

            Assert.That(packing.Unpack(sum, clients), Is.EqualTo(IdealSum.Of(inputs, Enumerable.Range(0, clients), bits)));
        });

    [Test]
    public void A_packed_sum_does_not_tell_how_often_the_modulus_wrapped()
    {
        // 5 − 3 + 0 and 2 + 0 + 0 are the same sum, one of them with a value of 2^m − 3.
        var packing = new FieldPacking(new RoundPlan(3, 1, 16, 0, [], 1, 1));
        Assert.That(Packed([5, 65536 - 3, 0]), Is.EqualTo(Packed([2, 0, 0])));

        ulong Packed(ulong[] values)
        {
            var sum = new ulong[1];
            var packed = new ulong[1];
            foreach (ulong value in values)
            {
                packing.Pack([value], packed);
                Field.AddTo(sum, packed);
            }

            return sum[0];
        }
    }

    [Test]
    public void A_sum_that_an_element_cannot_hold_is_refused_with_its_numbers() =>
        Assert.That(
            () => new ShamirShares().Sum(new() { Inputs = AdditiveSharesTests.Vectors(5, 1, 61, false, 1), ModulusBits = 61 }),
            Throws.ArgumentException.With.Message.Contains("The sum of 5 vectors needs 61 bits"));

    [Test]
    public void A_slot_has_the_bits_of_the_sum_and_no_more() =>
        // Sums of 20 bits: three in 60, whatever the number of clients.
        Assert.That(new FieldPacking(new RoundPlan(1000, 300, 20, 0, [], 1, 1)).Elements, Is.EqualTo(100));

    [Test]
    public void A_vector_whose_sum_could_wrap_is_refused_before_anything_is_sent() =>
        Assert.That(
            () => new ShamirShares().Sum(new() { Inputs = [[43], [1], [2]], ModulusBits = 8 }),
            Throws.ArgumentException.With.Message.Contains("Client 0 has the coordinate 43: from -42 to 42 is allowed"));
}
