using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.Random;

namespace PrivacyBench;

/// <summary>
/// A named stream of random numbers. Its 256-bit state is the SHA-256 of the seed and the names that lead to it, so that a
/// stream depends on nothing but its name: not on the order of work, the number of workers, or the machine.
/// The generator is xoshiro256** (Blackman and Vigna 2021). It is not for keys.
/// </summary>
public sealed class RandomStream : RandomSource
{
    private readonly string name;
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    /// <summary>The root stream of a seed.</summary>
    /// <param name="seed">The scenario's seed.</param>
    public RandomStream(long seed)
        : this(FormattableString.Invariant($"{seed}"))
    {
    }

    private RandomStream(string name)
        : base(threadSafe: false)
    {
        this.name = name;
        Span<byte> state = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), state);
        a = BinaryPrimitives.ReadUInt64LittleEndian(state);
        b = BinaryPrimitives.ReadUInt64LittleEndian(state[8..]);
        c = BinaryPrimitives.ReadUInt64LittleEndian(state[16..]);
        d = BinaryPrimitives.ReadUInt64LittleEndian(state[24..]);
    }

    /// <summary>The stream of this name below this one; it does not depend on what was drawn from this one.</summary>
    /// <param name="child">A name, such as the step that draws.</param>
    public RandomStream Named(string child) => new($"{name}/{child}");

    /// <summary>The stream of this name and number below this one, such as <c>("client", 3)</c>.</summary>
    /// <param name="child">A name, such as the step that draws.</param>
    /// <param name="index">A number, such as the federation's or the round's.</param>
    public RandomStream Named(string child, long index) => new(FormattableString.Invariant($"{name}/{child} {index}"));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>A number drawn uniformly from [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (NextUInt64() >> 11) * 1.1102230246251565e-16;

    /// <summary>A number drawn uniformly from 0 (inclusive) to <paramref name="bound"/> (exclusive), without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Lemire 2019: multiply, and reject the few low products that would make some results likelier.
        var product = (NextUInt64() >> 32) * (ulong)bound;
        var reject = (uint)((0x1_0000_0000UL - (ulong)bound) % (ulong)bound);
        while ((uint)product < reject)
        {
            product = (NextUInt64() >> 32) * (ulong)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>The numbers from 0 to <paramref name="count"/> − 1 in a uniformly random order (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>Fills the span with independent draws from N(0, <paramref name="deviation"/>²) by the method of Box and Muller.</summary>
    public void FillGaussian(Span<float> values, double deviation)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            // 1 − u lies in (0, 1], so that the logarithm is finite.
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - Uniform()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform());
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length)
            {
                values[i + 1] = (float)(radius * sine);
            }
        }
    }

    /// <inheritdoc/>
    protected override double DoSample() => Uniform();
}
