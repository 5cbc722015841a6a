using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Vectors modulo 2^m as elements of <see cref="Field"/>, several values in an element. A slot holds the sum of all clients in m bits:
/// a value v, at most L in magnitude with C·L below 2^(m−1), enters as v + L, so that slots never borrow, the sum stays below 2^m and
/// tells nothing but the sum of the signed values.
/// </summary>
internal sealed class FieldPacking
{
    private const int ElementBits = 60;
    private readonly RoundPlan plan;
    private readonly int slots;
    private readonly ulong offset;

    /// <summary>Plans the slots.</summary>
    /// <exception cref="ArgumentException">A sum needs more than 60 bits; the text names the numbers.</exception>
    public FieldPacking(RoundPlan plan)
    {
        RequireRoom(plan.Clients, plan.ModulusBits);
        this.plan = plan;
        slots = ElementBits / plan.ModulusBits;
        offset = (ulong)AggregationRequest.LargestOf(plan.Clients, plan.ModulusBits);
    }

    /// <summary>Elements of a packed vector.</summary>
    public int Elements => (plan.Length + slots - 1) / slots;

    /// <summary>Refuses sums that no element holds.</summary>
    /// <exception cref="ArgumentException">They have more than 60 bits; the text names the numbers.</exception>
    public static void RequireRoom(int clients, int modulusBits)
    {
        if (modulusBits > ElementBits)
            throw new ArgumentException(
                $"The sum of {clients} vectors needs {modulusBits} bits, and a field element holds {ElementBits}: take fewer fraction bits or a smaller clip.");
    }

    /// <summary>Packs a vector none of whose values is larger in magnitude than L.</summary>
    public void Pack(ReadOnlySpan<ulong> words, Span<ulong> elements)
    {
        ulong mask = VectorBytes.Mask(plan.ModulusBits);
        elements.Clear();
        for (int i = 0, element = 0, shift = 0; i < words.Length; i++)
        {
            elements[element] |= ((words[i] + offset) & mask) << shift;
            if ((shift += plan.ModulusBits) > ElementBits - plan.ModulusBits)
                (element, shift) = (element + 1, 0);
        }
    }

    /// <summary>The sum modulo 2^m from the sum of the packed vectors of some clients.</summary>
    public ulong[] Unpack(ReadOnlySpan<ulong> elements, int clients)
    {
        ulong added = (ulong)clients * offset;
        ulong mask = VectorBytes.Mask(plan.ModulusBits);
        var words = new ulong[plan.Length];
        for (int i = 0, element = 0, shift = 0; i < words.Length; i++)
        {
            words[i] = ((elements[element] >> shift & mask) - added) & mask;
            if ((shift += plan.ModulusBits) > ElementBits - plan.ModulusBits)
                (element, shift) = (element + 1, 0);
        }

        return words;
    }
}
