using System.Numerics;
using System.Runtime.Intrinsics;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Tests.Cryptography.Lattice;

internal sealed class PlaintextScalingTests
{
    private static readonly RandomWords Stream = new(new byte[32]);

    [TestCase(27, 1024, 1)]
    [TestCase(54, 2048, 20)]
    [TestCase(109, 4096, 28)]
    [TestCase(218, 8192, 147)]
    [TestCase(881, 32768, 700)]
    public void Plaintexts_go_up_and_come_down_as_the_fractions_say(int modulusBits, int n, int bits)
    {
        var ring = new RnsRing(n, NttPrimes.WithProductBelow(modulusBits, n));
        var scaling = new PlaintextScaling(ring, bits);
        BigInteger t = BigInteger.One << bits, q = ring.Modulus;
        BigInteger[] values = [BigInteger.Zero, BigInteger.One, t - 1, t / 2, (t / 2) - 1, .. Enumerable.Range(0, 3).Select(_ => Random(t))];
        Vector512<ulong>[] limbs = Limbed(values, scaling.LimbCount), scratch = new Vector512<ulong>[scaling.LimbCount];
        using var target = new Polynomial(ring);

        scaling.Up(target, 8, limbs, scratch);

        for (int lane = 0; lane < values.Length; lane++)
            Assert.That(NttTests.Lifted(target, 8 + lane), Is.EqualTo(((2 * q * values[lane]) + t) / (2 * t) % q), $"lane {lane}");
        Noise(target, ring, q / t / 3);
        Vector512<long> noise = scaling.Down(target, 8, scratch);
        for (int lane = 0; lane < values.Length; lane++)
        {
            Assert.That(Number(scratch, lane), Is.EqualTo(values[lane]), $"lane {lane}");
            Assert.That(noise[lane] / Math.Pow(2, 64), Is.EqualTo((lane % 2 == 0 ? 1 : -1) / 3.0).Within(1e-3 + Math.Pow(2, bits + 2 - modulusBits)));
        }
    }

    /// <summary>Adds ±<paramref name="size"/> to the coefficients from 8 on, in turn.</summary>
    private static void Noise(Polynomial target, RnsRing ring, BigInteger size)
    {
        for (int lane = 0; lane < 8; lane++)
            for (int i = 0; i < ring.Count; i++)
            {
                uint p = ring.Prime(i), noise = (uint)(size % p);
                target[i][8 + lane] = (target[i][8 + lane] + (lane % 2 == 0 ? noise : p - noise)) % p;
            }
    }

    private static BigInteger Random(BigInteger below)
    {
        BigInteger value = 0;
        for (int i = 0; i < 32; i++)
            value = (value << 32) | Stream.NextWord();
        return value % below;
    }

    private static Vector512<ulong>[] Limbed(BigInteger[] values, int count) =>
    [
        .. Enumerable.Range(0, count).Select(limb =>
            Vector512.Create([.. values.Select(value => (ulong)((value >> (limb * Limbs.Bits)) & Limbs.Mask))])),
    ];

    private static BigInteger Number(Vector512<ulong>[] limbs, int lane) =>
        limbs.Reverse().Aggregate(BigInteger.Zero, (value, limb) => (value << Limbs.Bits) | limb[lane]);
}
