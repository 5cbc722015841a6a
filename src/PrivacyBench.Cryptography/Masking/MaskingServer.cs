using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Masking;

/// <summary>
/// The server of <see cref="SecureAggregation"/>: it relays keys and sealed shares between neighbours, adds the masked vectors, and
/// removes the masks that are left with what the survivors answer.
/// </summary>
internal sealed class MaskingServer(RoundPlan plan, int[][] graph, int threshold, int sealedBytes) : IPartyProgram
{
    private Dictionary<int, Memory<byte>> keys = [];
    private Dictionary<int, Memory<byte>> boxes = [];
    private Dictionary<int, Memory<byte>> answers = [];
    private int[] survivors = [];

    public Released? Released { get; private set; }

    public IEnumerable<ProtocolStep> Run(Endpoint wire)
    {
        yield return SecureAggregation.RelayKeys;
        keys = Collect(wire, SecureAggregation.Advertise, Enumerable.Range(0, plan.Clients), _ => MaskingClient.KeyBytes);
        foreach (int client in keys.Keys)
            Relay(wire, SecureAggregation.RelayKeys, client, MaskingClient.KeyBytes, j => keys.TryGetValue(j, out Memory<byte> key) ? key : default);

        yield return SecureAggregation.RelayShares;
        boxes = Collect(wire, SecureAggregation.Share, keys.Keys, i => graph[i].Length * sealedBytes);
        foreach (int client in boxes.Keys)
            Relay(wire, SecureAggregation.RelayShares, client, sealedBytes, j => BoxFor(j, client));

        yield return SecureAggregation.NameSurvivors;
        var sum = new byte[plan.LaneBytes];
        survivors = AddVectors(wire, sum);
        foreach (int client in survivors)
            wire.Send(SecureAggregation.NameSurvivors, Party.Client(client), [
                .. graph[client].Select(j => (byte)(survivors.Contains(j) ? 1 : 0)),
                .. graph[client].Select(j => (byte)(boxes.ContainsKey(j) && !survivors.Contains(j) ? 1 : 0))]);

        yield return SecureAggregation.RemoveMasks;
        answers = Collect(wire, SecureAggregation.Unmask, survivors, i => graph[i].Length * ShamirSecret.ShareBytes);
        Mask[] left = [.. survivors.Select(i => new Mask(Rebuild(wire, i), Subtract: true)), .. Departed().SelectMany(i => MasksOfDeparted(wire, i))];
        Mask.Apply(sum, plan.ModulusBits, left, plan.Workers);
        Released = new(VectorBytes.Read(sum, plan.ModulusBits), survivors);
        foreach (Mask mask in left)
            CryptographicOperations.ZeroMemory(mask.Seed);
    }

    private int[] AddVectors(Endpoint wire, byte[] sum)
    {
        List<int> came = [];
        foreach (int client in boxes.Keys)
            if (wire.TryReceive(SecureAggregation.Masked, Party.Client(client), plan.PackedBytes) is { } vector)
            {
                PackedVector.AddToLanes(sum, vector.Span, plan.ModulusBits);
                came.Add(client);
            }

        return plan.TooFew(came.Count) is { } why ? throw wire.Stop(SecureAggregation.NameSurvivors, why, StopReason.TooFewParties) : [.. came];
    }

    /// <summary>Clients that dealt shares and sent no vector, and whose neighbours' masks are therefore left in the sum.</summary>
    private IEnumerable<int> Departed() => boxes.Keys.Except(survivors).Where(i => graph[i].Any(survivors.Contains));

    /// <summary>What the departed would have added cancels what its neighbours did.</summary>
    private IEnumerable<Mask> MasksOfDeparted(Endpoint wire, int departed)
    {
        using var key = new AgreementKey(Rebuild(wire, departed));
        if (!key.Public.AsSpan().SequenceEqual(keys[departed].Span[AgreementKey.PublicBytes..]))
            throw wire.Stop(SecureAggregation.RemoveMasks, $"the shares of client {departed} do not give the key it advertised");
        foreach (int neighbour in graph[departed].Where(survivors.Contains))
            yield return SecureAggregation.PairMask(key, keys[neighbour].Span[AgreementKey.PublicBytes..], departed, neighbour);
    }

    private byte[] Rebuild(Endpoint wire, int owner)
    {
        (int, byte[])[] held = [.. graph[owner].Where(answers.ContainsKey).Take(threshold).Select(holder =>
            (holder + 1, Part(answers[holder], Array.IndexOf(graph[holder], owner), ShamirSecret.ShareBytes).ToArray()))];
        return held.Length == threshold
            ? ShamirSecret.Join(held)
            : throw wire.Stop(SecureAggregation.RemoveMasks, $"{held.Length} shares of client {owner} came, {threshold} are needed", StopReason.TooFewParties);
    }

    private Memory<byte> BoxFor(int sender, int receiver) => boxes.TryGetValue(sender, out Memory<byte> dealt)
        ? Part(dealt, Array.IndexOf(graph[sender], receiver), sealedBytes)
        : default;

    private static Memory<byte> Part(Memory<byte> whole, int index, int size) => whole.Slice(index * size, size);

    /// <summary>Sends a client what its neighbours sent for it, in the order of its neighbours, with zeros for those that are silent.</summary>
    private void Relay(Endpoint wire, ProtocolStep step, int client, int size, Func<int, Memory<byte>> from)
    {
        var payload = new byte[graph[client].Length * size];
        foreach ((int at, int neighbour) in graph[client].Index())
            from(neighbour).Span.CopyTo(payload.AsSpan(at * size));
        wire.Send(step, Party.Client(client), payload);
    }

    private static Dictionary<int, Memory<byte>> Collect(Endpoint wire, ProtocolStep step, IEnumerable<int> from, Func<int, int> length)
    {
        Dictionary<int, Memory<byte>> came = [];
        foreach (int client in from)
            if (wire.TryReceive(step, Party.Client(client), length(client)) is { } message)
                came.Add(client, message);
        return came;
    }
}
