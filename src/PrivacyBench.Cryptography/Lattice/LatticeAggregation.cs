using System.Diagnostics;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Runs one aggregation for real: every client and the server keep their own state and see each other's serialized messages only,
/// whose bytes are counted.
/// </summary>
/// <remarks>
/// Without a threshold the clients hold one key, handed out before; one of them decrypts the sum, and the server never sees it.
/// With a threshold the clients make a key together and the server combines their decryption shares.
/// </remarks>
public sealed class LatticeAggregation
{
    private readonly LatticePlan plan;
    private readonly List<LatticePhase> phases = [];
    private readonly long[] clientBytes;
    private long phaseBytes;
    private int phaseMessages;

    private LatticeAggregation(LatticePlan plan) => (this.plan, clientBytes) = (plan, new long[plan.Request.Clients]);

    /// <summary>Adds up the vectors of the clients that do not drop out.</summary>
    /// <param name="plan">The parameters.</param>
    /// <param name="vectors">One vector for each client of the plan, of the plan's length and range.</param>
    /// <param name="dropped">Clients that take part in making the key and then send nothing any more.</param>
    /// <param name="keepCiphertexts">Whether the outcome carries what the server saw.</param>
    /// <exception cref="ArgumentException">The vectors are not as many or as long as planned.</exception>
    /// <exception cref="InvalidOperationException">Too many dropped out to decrypt: the text says who.</exception>
    public static LatticeOutcome Run(LatticePlan plan, IReadOnlyList<long[]> vectors, IReadOnlyCollection<int>? dropped = null, bool keepCiphertexts = false)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Count != plan.Request.Clients)
            throw new ArgumentException($"The plan is for {plan.Request.Clients} clients, found {vectors.Count} vectors.", nameof(vectors));
        return new LatticeAggregation(plan).Run(vectors, [.. Enumerable.Range(0, vectors.Count).Except(dropped ?? [])], keepCiphertexts);
    }

    private LatticeOutcome Run(IReadOnlyList<long[]> vectors, int[] present, bool keepCiphertexts)
    {
        int[] decryptors = Decryptors(present);
        var codec = new LatticeCodec(plan);
        using var channels = new ChannelKeys();
        using var server = new LatticeServer(codec, channels, keepCiphertexts);
        byte[]? commonKey = plan.Request.IsThreshold ? null : RandomNumberGenerator.GetBytes(RandomWords.SeedBytes);
        LatticeClient[] clients = [];
        try
        {
            Phase("setup", () =>
            {
                clients = [.. Enumerable.Range(0, vectors.Count).Select(i => new LatticeClient(codec, i, channels, commonKey))];
                MakeKeys(clients, server);
            });
            byte[][] encrypted = [];
            Phase("encode and encrypt", () => encrypted = [.. present.Select(i => FromClient(i, clients[i].Send(vectors[i])))]);
            Dictionary<int, byte[]> sums = [];
            Phase("add", () =>
            {
                foreach ((int client, byte[] message) in present.Zip(encrypted))
                    server.Add(client, message);
                sums = server.Publish(decryptors);
                foreach (byte[] message in sums.Values)
                    FromServer(message);
            });
            return Outcome(Decrypt(clients, server, sums), server);
        }
        finally
        {
            foreach (LatticeClient client in clients)
                client.Dispose();
            if (commonKey is not null)
                CryptographicOperations.ZeroMemory(commonKey);
        }
    }

    private int[] Decryptors(int[] present)
    {
        int needed = Math.Max(1, plan.Request.Threshold);
        return present.Length >= needed
            ? present[..needed]
            : throw new InvalidOperationException(
                $"{needed} clients are needed to decrypt and {present.Length} are left: " +
                $"missing are [{string.Join(", ", Enumerable.Range(0, plan.Request.Clients).Except(present))}].");
    }

    private void MakeKeys(LatticeClient[] clients, LatticeServer server)
    {
        if (plan.Form == KeyForm.SeededSymmetric)
            return;
        byte[] seed = RandomNumberGenerator.GetBytes(RandomWords.SeedBytes);
        // With a common key, one client's part of the public key is all of it.
        LatticeClient[] parts = plan.Request.IsThreshold ? clients : clients[..1];
        byte[][] keys = server.MakeKey([.. parts.Select((client, i) => FromClient(i, client.AdvertiseKey(seed)))]);
        for (int i = 0; i < clients.Length; i++)
            clients[i].AcceptKey(FromServer(keys[i]), seed);
        if (!plan.Request.IsThreshold)
            return;
        bool all = plan.Request.Threshold == clients.Length;
        byte[][][] dealt = all ? [] : [.. clients.Select((client, i) => Array.ConvertAll(client.DealSecret(), message => FromClient(i, message)))];
        for (int j = 0; j < clients.Length; j++)
            clients[j].AcceptShares([.. dealt.Select(messages => messages[j])]);
    }

    private Decrypted Decrypt(LatticeClient[] clients, LatticeServer server, Dictionary<int, byte[]> sums)
    {
        Decrypted? decrypted = null;
        Dictionary<int, byte[]> shares = [];
        if (plan.Request.IsThreshold)
        {
            Phase("decrypt shares", () => shares = sums.ToDictionary(sum => sum.Key, sum => FromClient(sum.Key, clients[sum.Key].DecryptPart(sum.Value))));
            Phase("combine", () => decrypted = server.Combine(shares));
        }
        else
            Phase("decrypt", () => decrypted = clients[sums.Keys.Single()].Decrypt(sums.Values.Single()));
        return decrypted!;
    }

    private LatticeOutcome Outcome(Decrypted decrypted, LatticeServer server) => new()
    {
        Sums = decrypted.Sums,
        RealSums = decrypted.Real,
        LargestNoise = decrypted.LargestNoise,
        Phases = phases,
        ClientBytes = clientBytes,
        Ciphertexts = server.Ciphertexts,
    };

    private void Phase(string name, Action work)
    {
        (phaseBytes, phaseMessages) = (0, 0);
        var watch = Stopwatch.StartNew();
        work();
        phases.Add(new LatticePhase(name, watch.Elapsed.TotalSeconds, phaseBytes, phaseMessages));
    }

    private byte[] FromClient(int client, byte[] message)
    {
        clientBytes[client] += message.Length;
        return FromServer(message);
    }

    private byte[] FromServer(byte[] message)
    {
        phaseBytes += message.Length;
        phaseMessages++;
        return message;
    }
}
