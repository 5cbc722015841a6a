using System.Security.Cryptography;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>A key pair on NIST P-256 whose 32-byte private scalar can be shared and rebuilt.</summary>
internal sealed class MaskKey : IDisposable
{
    public const int PublicBytes = 64;
    private readonly ECDiffieHellman pair;

    public MaskKey(byte[] scalar)
    {
        Scalar = scalar;
        pair = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        Public = [.. point.X!, .. point.Y!];
    }

    public byte[] Scalar { get; }

    public byte[] Public { get; }

    public static MaskKey Create(IKeySource keys)
    {
        var scalar = new byte[32];
        // Below 2^256 − 2^224 every such scalar is below the group's order, for the order's first 32 bits are ones and its next 32 zeros.
        do
            keys.Fill(scalar);
        while (scalar.AsSpan(0, 4).IndexOfAnyExcept((byte)0xFF) < 0 || !scalar.AsSpan().ContainsAnyExcept((byte)0));
        return new MaskKey(scalar);
    }

    /// <summary>32 bytes that both owners derive: HKDF-SHA-256 of the agreed secret, bound to a purpose.</summary>
    public byte[] Agree(ReadOnlySpan<byte> peer, byte[] purpose)
    {
        using ECDiffieHellman other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = peer[..32].ToArray(), Y = peer[32..64].ToArray() },
        });
        byte[] secret = pair.DeriveRawSecretAgreement(other.PublicKey);
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: purpose);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Scalar);
        pair.Dispose();
    }
}
