using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>What positions see of updates that are added under encryption.</summary>
internal static class Encryption
{
    /// <summary>On what it rests that a server without the key sees nothing.</summary>
    public const string OneKeyAssumption =
        "no client gives the key away, and the server follows the protocol: the clients decrypt whatever it calls the sum, one client's vector too";

    /// <summary>On what it rests that a server sees nothing but the sum where the clients share the key.</summary>
    public static string SharedKeyAssumption(int? threshold) => FormattableString.Invariant(
        $"the server follows the protocol: the clients decrypt whatever it calls the sum, one client's vector too; and fewer than {(threshold is { } t ? t : "all")} clients collude");

    /// <summary>
    /// Where all clients hold one key and the server does not, the server sees ciphertexts and not even the sum; a client sees
    /// what is broadcast anyway, and a server with a key holder opens every update.
    /// </summary>
    public static IEnumerable<Withheld> HiddenByOneKey(string defense, ThreatPosition position)
    {
        var sentence = $"{defense}: the server sees ciphertexts and has no key; the clients decrypt the sum among themselves.";
        return position is Server or Aggregator
            ? ProtectedSum.WithoutSum(sentence)
            : [];
    }

    /// <summary>Where the clients share the key, as many colluders as must decrypt together open every update; all of them where that is null.</summary>
    public static IEnumerable<Withheld> HiddenBySharedKey(string defense, ThreatPosition position, int? threshold) =>
        position is ServerWithClients && position.OwnClients >= (threshold ?? int.MaxValue)
            ? []
            : ProtectedSum.WithoutUpdates(
                position,
                FormattableString.Invariant($"{defense}: only {(threshold is { } t ? t : "all")} clients together can decrypt, and they decrypt the sum alone."));
}
