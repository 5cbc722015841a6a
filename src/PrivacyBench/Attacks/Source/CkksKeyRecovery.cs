using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Solves the secret key of CKKS from ciphertexts and their decrypted sum, s = (m' − c0)·c1⁻¹, opens every update with it, and names the
/// client whose local models have the least loss. Li and Micciancio 2021, section 3. Without a key it has nothing to say.
/// </summary>
public sealed record CkksKeyRecovery : SourceAttack<EncryptedUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(EncryptedUpdates seen, References<EncryptedUpdates> references, Candidates candidates, RandomStream random)
    {
        var total = candidates.Records.Select(_ => new double[seen.Clients]).ToArray();
        var rounds = new int[seen.Clients];
        if (Key(seen) is not { } key)
        {
            return total;
        }

        // The clients keep their key: that of one round opens all rounds, also the earlier ones.
        for (var t = 0; t < seen.Rounds; t++)
        {
            var models = seen.Query(candidates, t, [.. seen.Payloads(t).Select(payload => Cryptography.Lattice.CkksKeyRecovery.Open(payload, key))]);
            foreach (var (p, client) in seen.Participants(t).Index())
            {
                rounds[client]++;
                for (var i = 0; i < total.Length; i++)
                {
                    total[i][client] -= models[p].Loss(i);
                }
            }
        }

        return [.. total.Select(of => of.Select((sum, k) => rounds[k] == 0 ? double.NegativeInfinity : sum / rounds[k]).ToArray())];
    }

    private static int[]? Key(EncryptedUpdates seen) => Enumerable.Range(0, seen.Rounds)
        .Where(t => seen.Payloads(t).Count > 0)
        .Select(t => Cryptography.Lattice.CkksKeyRecovery.Recover(seen.Payloads(t), seen.Released(t)))
        .FirstOrDefault(key => key is not null);
}
