using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Vectors modulo 2^m as elements of <see cref="Field"/>, several values in an element. A slot holds the sum of all clients: values
/// enter as v + 2^(m−1) ≥ 0, so that slots never borrow and a sum tells nothing but the sum of the signed values.
/// </summary>
internal sealed class FieldPacking
{
    private const int ElementBits = 60;
    private readonly RoundPlan plan;
    private readonly int slotBits;
    private readonly int slots;

    /// <summary>Plans the slots.</summary>
    /// <exception cref="ArgumentException">A sum needs more than 60 bits; the text names the numbers.</exception>
    public FieldPacking(RoundPlan plan)
    {
        this.plan = plan;
        slotBits = BitsOf(plan.Clients, plan.ModulusBits);
        slots = ElementBits / slotBits;
    }

    /// <summary>Elements of a packed vector.</summary>
    public int Elements => (plan.Length + slots - 1) / slots;

    /// <summary>Bits that the sum of a coordinate needs: m + ⌈log2 C⌉.</summary>
    /// <exception cref="ArgumentException">They are more than 60; the text names the numbers.</exception>
    public static int BitsOf(int clients, int modulusBits)
    {
        int bits = modulusBits + System.Numerics.BitOperations.Log2((uint)clients - 1 | 1) + 1;
        return bits <= ElementBits
            ? bits
            : throw new ArgumentException(
                $"The sum of {clients} vectors modulo 2^{modulusBits} needs {bits} bits, and a field element holds {ElementBits}: take fewer fraction bits or a smaller clip.");
    }

    public void Pack(ReadOnlySpan<ulong> words, Span<ulong> elements)
    {
        ulong offset = 1UL << (plan.ModulusBits - 1);
        ulong mask = VectorBytes.Mask(plan.ModulusBits);
        elements.Clear();
        for (int i = 0, element = 0, shift = 0; i < words.Length; i++)
        {
            elements[element] |= ((words[i] + offset) & mask) << shift;
            if ((shift += slotBits) > ElementBits - slotBits)
                (element, shift) = (element + 1, 0);
        }
    }

    /// <summary>The sum modulo 2^m from the sum of the packed vectors of some clients.</summary>
    public ulong[] Unpack(ReadOnlySpan<ulong> elements, int clients)
    {
        ulong offset = (ulong)clients << (plan.ModulusBits - 1);
        ulong slot = (1UL << slotBits) - 1;
        ulong mask = VectorBytes.Mask(plan.ModulusBits);
        var words = new ulong[plan.Length];
        for (int i = 0, element = 0, shift = 0; i < words.Length; i++)
        {
            words[i] = ((elements[element] >> shift & slot) - offset) & mask;
            if ((shift += slotBits) > ElementBits - slotBits)
                (element, shift) = (element + 1, 0);
        }

        return words;
    }
}
