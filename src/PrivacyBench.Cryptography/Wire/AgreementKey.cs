using System.Security.Cryptography;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>A key pair on NIST P-256, whose 32-byte private scalar can be shared and rebuilt.</summary>
internal sealed class AgreementKey : IDisposable
{
    public const int PublicBytes = 64;
    private readonly ECDiffieHellman pair;

    public AgreementKey(byte[] scalar)
    {
        Scalar = scalar;
        pair = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        Public = [.. point.X!, .. point.Y!];
    }

    public byte[] Scalar { get; }

    /// <summary>The public point: x, then y, 32 bytes each, big-endian.</summary>
    public byte[] Public { get; }

    public static AgreementKey Create(IKeySource keys)
    {
        var scalar = new byte[32];
        // Below 2^256 − 2^224 every such scalar is below the group's order, for the order's first 32 bits are ones and its next 32 zeros.
        do
            keys.Fill(scalar);
        while (scalar.AsSpan(0, 4).IndexOfAnyExcept((byte)0xFF) < 0 || !scalar.AsSpan().ContainsAnyExcept((byte)0));
        return new AgreementKey(scalar);
    }

    /// <summary>The secret that both owners derive, extracted with HKDF-SHA-256 (RFC 5869); <see cref="Derive"/> makes keys of it.</summary>
    /// <exception cref="CryptographicException">The peer's bytes are no point of the curve.</exception>
    public byte[] Agree(ReadOnlySpan<byte> peer)
    {
        using ECDiffieHellman other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = peer[..32].ToArray(), Y = peer[32..64].ToArray() },
        });
        byte[] secret = pair.DeriveRawSecretAgreement(other.PublicKey);
        byte[] extracted = HKDF.Extract(HashAlgorithmName.SHA256, secret);
        CryptographicOperations.ZeroMemory(secret);
        return extracted;
    }

    /// <summary>A 32-byte key for one purpose.</summary>
    public static byte[] Derive(byte[] agreed, ReadOnlySpan<byte> purpose)
    {
        var key = new byte[32];
        HKDF.Expand(HashAlgorithmName.SHA256, agreed, key, purpose);
        return key;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Scalar);
        pair.Dispose();
    }
}
