namespace PrivacyBench.Cryptography.Lattice;

/// <summary>How a client encrypts.</summary>
public enum KeyForm
{
    /// <summary>All clients hold the secret key; a ciphertext is one ring element and a seed.</summary>
    SeededSymmetric,

    /// <summary>Clients hold the public key; a ciphertext is two ring elements.</summary>
    PublicKey,
}

/// <summary>What a lattice scheme computes.</summary>
public enum LatticeScheme
{
    /// <summary>Exact sums (Brakerski 2012; Fan and Vercauteren 2012), used for additions only.</summary>
    Bfv,

    /// <summary>Sums with a bounded error (Cheon, Kim, Kim, Song 2017), used for additions only, one value in a coefficient.</summary>
    Ckks,
}

/// <summary>What an aggregation asks of a lattice scheme; <see cref="LatticePlanner"/> turns it into parameters.</summary>
public sealed record LatticeRequest
{
    /// <summary>Exact or approximate.</summary>
    public LatticeScheme Scheme { get; init; } = LatticeScheme.Bfv;

    /// <summary>Clients whose vectors are added, at least 1.</summary>
    public required int Clients { get; init; }

    /// <summary>Length of every vector, at least 1.</summary>
    public required int Parameters { get; init; }

    /// <summary>The smallest value of a vector.</summary>
    public required long Minimum { get; init; }

    /// <summary>The largest value of a vector.</summary>
    public required long Maximum { get; init; }

    /// <summary>Bits of security: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <summary>How clients encrypt; a threshold scheme always takes the public-key form.</summary>
    public KeyForm Form { get; init; } = KeyForm.SeededSymmetric;

    /// <summary>Parties needed to decrypt, out of all clients; 0 when one key is held whole.</summary>
    public int Threshold { get; init; }

    /// <summary>λ: the noise that hides the noise of a decryption is 2^λ times wider. For threshold schemes and for CKKS; 0 leaves it out, which only an attack should ask for.</summary>
    public int FloodingLambda { get; init; } = LatticeSum.UsualFloodingBits;

    /// <summary>CKKS: the largest error of a sum, in units of the values.</summary>
    public double Precision { get; init; } = 0.5;

    internal bool IsThreshold => Threshold > 0;

    /// <summary>Whether whoever decrypts adds flooding noise.</summary>
    internal bool Floods => (IsThreshold || Scheme == LatticeScheme.Ckks) && FloodingLambda > 0;
}
