using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>What positions see of updates that are added under encryption.</summary>
internal static class Encryption
{
    /// <summary>
    /// Where all clients hold one key and the server does not, the server sees ciphertexts and not even the sum; a client sees
    /// what is broadcast anyway, and a server with a key holder opens every update.
    /// </summary>
    public static IEnumerable<Withheld> HiddenByOneKey(string defense, ThreatPosition position)
    {
        var sentence = $"{defense}: the server sees ciphertexts and has no key; the clients decrypt the sum among themselves.";
        return position is Server or Aggregator
            ? new[] { typeof(ClientUpdates), typeof(SummedUpdates), typeof(GlobalModels) }.Select(type => new Withheld(type, sentence))
            : [];
    }

    /// <summary>The sentence for a key that the clients share.</summary>
    public static string SharedKey(string defense, int? threshold) => threshold is { } t
        ? FormattableString.Invariant($"{defense}: only {t} clients together can decrypt, and they decrypt the sum alone.")
        : $"{defense}: only all clients together can decrypt, and they decrypt the sum alone.";
}
