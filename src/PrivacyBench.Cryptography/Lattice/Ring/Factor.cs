namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>A polynomial in value form that many others are multiplied by (a key): its Shoup quotients are kept beside it.</summary>
internal sealed class Factor : IDisposable
{
    /// <summary>Takes over <paramref name="values"/>, which is in value form, and disposes of it with itself.</summary>
    public Factor(Polynomial values)
    {
        Values = values;
        Quotients = new Polynomial(values.Ring);
        for (int i = 0; i < values.Ring.Count; i++)
        {
            Span<uint> from = values[i], to = Quotients[i];
            for (int j = 0; j < from.Length; j++)
                to[j] = ModularArithmetic.Quotient(from[j], values.Ring.Prime(i));
        }
    }

    public Polynomial Values { get; }

    public Polynomial Quotients { get; }

    public void Dispose()
    {
        Values.Dispose();
        Quotients.Dispose();
    }
}
