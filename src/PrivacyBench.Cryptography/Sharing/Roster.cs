using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// How aggregators agree on the clients of a sum: each reports whose shares reached it, and the opener names those that reached all
/// who reported. A client that drops out half-way through its upload is in no sum.
/// </summary>
/// <param name="plan">The round.</param>
/// <param name="opener">Who collects the reports.</param>
/// <param name="report">The step of the reports.</param>
/// <param name="agree">The step of the answer.</param>
internal sealed class Roster(RoundPlan plan, Party opener, ProtocolStep report, ProtocolStep agree)
{
    private int Bytes => (plan.Clients + 7) / 8;

    /// <summary>An aggregator tells whose shares came.</summary>
    public void Report(Endpoint wire, IEnumerable<int> came)
    {
        var bits = new byte[Bytes];
        foreach (int client in came)
            bits[client / 8] |= (byte)(1 << (client % 8));
        wire.Send(report, opener, bits);
    }

    /// <summary>The clients that the opener named, of whom this aggregator must have shares.</summary>
    public int[] Agreed(Endpoint wire, IReadOnlyCollection<int> came)
    {
        int[] agreed = Read(wire.Receive(agree, opener, Bytes).Span);
        foreach (int client in agreed)
            if (!came.Contains(client))
                throw wire.Stop(agree, $"client {client} is named, and no share of it came");
        // An aggregator relies on the opener for who survived, and not for how many that must be.
        return plan.TooFew(agreed.Length) is { } why ? throw wire.Stop(agree, why, StopReason.TooFewParties) : agreed;
    }

    /// <summary>The opener collects the reports and answers each aggregator that sent one.</summary>
    /// <param name="wire">The opener's endpoint.</param>
    /// <param name="aggregators">Who should report; the opener's own report, if it is one of them, is <paramref name="own"/>.</param>
    /// <param name="own">Whose shares reached the opener, or null if it takes none.</param>
    /// <param name="atLeast">How many aggregators must report.</param>
    /// <returns>The clients of the sum, and the aggregators that reported.</returns>
    public (int[] Clients, Party[] Reported) Agree(Endpoint wire, IReadOnlyList<Party> aggregators, IEnumerable<int>? own, int atLeast)
    {
        HashSet<int> common = [.. own ?? Enumerable.Range(0, plan.Clients)];
        List<Party> reported = [];
        foreach (Party aggregator in aggregators)
            if (wire.TryReceive(report, aggregator, Bytes) is { } bits)
            {
                common.IntersectWith(Read(bits.Span));
                reported.Add(aggregator);
            }

        if (reported.Count < atLeast)
            throw wire.Stop(agree, $"{reported.Count} aggregators reported, at least {atLeast} are needed", StopReason.TooFewParties);
        if (plan.TooFew(common.Count) is { } why)
            throw wire.Stop(agree, why, StopReason.TooFewParties);
        int[] clients = [.. common.Order()];
        var answer = new byte[Bytes];
        foreach (int client in clients)
            answer[client / 8] |= (byte)(1 << (client % 8));
        foreach (Party aggregator in reported)
            wire.Send(agree, aggregator, answer);
        return (clients, [.. reported]);
    }

    private int[] Read(ReadOnlySpan<byte> bits)
    {
        List<int> clients = [];
        for (int client = 0; client < plan.Clients; client++)
            if ((bits[client / 8] >> (client % 8) & 1) == 1)
                clients.Add(client);
        return [.. clients];
    }
}
