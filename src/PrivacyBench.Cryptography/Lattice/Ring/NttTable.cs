using System.Numerics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>
/// Powers of ψ, a primitive 2n-th root of unity modulo p, each with its Shoup quotient, in the order in which the butterflies
/// of <see cref="Ntt"/> take them. The negacyclic twist is inside the powers (Longa and Naehrig 2016).
/// </summary>
internal sealed class NttTable
{
    /// <summary>Blocks of this many numbers are transposed, so that strides below a register become strides between registers.</summary>
    public const int Block = 256;

    /// <summary>Twiddle rows of a block: 1 + 2 + 4 + 8 for strides 8, 4, 2, 1.</summary>
    public const int BlockRows = 15;

    public NttTable(uint p, int n)
    {
        (P, N) = (p, n);
        Shoup(Powers(ModularArithmetic.RootOfUnity(p, n)), out Forward, out ForwardQuotient);
        Shoup(Powers(ModularArithmetic.Inverse(ModularArithmetic.RootOfUnity(p, n), p)), out Inverse, out InverseQuotient);
        Shoup(ByBlock(Forward), out ForwardBlock, out ForwardBlockQuotient);
        Shoup(ByBlock(Inverse), out InverseBlock, out InverseBlockQuotient);
        InverseN = ModularArithmetic.Inverse((uint)n, p);
        LastInverse = ModularArithmetic.Multiply(InverseN, Inverse[1], p);
    }

    public uint P { get; }

    public int N { get; }

    /// <summary>1/n modulo p.</summary>
    public uint InverseN { get; }

    /// <summary>1/n times the twiddle of the last inverse stage.</summary>
    public uint LastInverse { get; }

    public readonly uint[] Forward;
    public readonly uint[] ForwardQuotient;
    public readonly uint[] Inverse;
    public readonly uint[] InverseQuotient;
    public readonly uint[] ForwardBlock;
    public readonly uint[] ForwardBlockQuotient;
    public readonly uint[] InverseBlock;
    public readonly uint[] InverseBlockQuotient;

    private uint[] Powers(uint root)
    {
        var powers = new uint[N];
        int bits = BitOperations.Log2((uint)N);
        uint power = 1;
        for (int exponent = 0; exponent < N; exponent++, power = ModularArithmetic.Multiply(power, root, P))
            powers[Reverse((uint)exponent, bits)] = power;
        return powers;
    }

    /// <summary>
    /// The last four stages for transposed blocks: lane ℓ of row 8/t−1+g in block b is the twiddle of the ℓ-th run of sixteen
    /// numbers, group g, at stride t.
    /// </summary>
    private uint[] ByBlock(uint[] powers)
    {
        if (N < Block)
            return [];
        var rows = new uint[N / Block * BlockRows * 16];
        for (int block = 0; block < N / Block; block++)
            for (int groups = 1; groups <= 8; groups *= 2)
                for (int group = 0; group < groups; group++)
                    for (int lane = 0; lane < 16; lane++)
                        rows[(((block * BlockRows) + groups - 1 + group) * 16) + lane] =
                            powers[(N / 16 * groups) + (((block * 16) + lane) * groups) + group];
        return rows;
    }

    private void Shoup(uint[] values, out uint[] kept, out uint[] quotients)
    {
        kept = values;
        quotients = Array.ConvertAll(values, w => ModularArithmetic.Quotient(w, P));
    }

    private static uint Reverse(uint value, int bits)
    {
        uint reversed = 0;
        for (int i = 0; i < bits; i++, value >>= 1)
            reversed = (reversed << 1) | (value & 1);
        return reversed;
    }
}
