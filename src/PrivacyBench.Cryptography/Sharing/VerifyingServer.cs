using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>The server of <see cref="VerifiedShares"/>, which challenges the aggregators and opens the sum.</summary>
internal sealed class VerifyingServer(VerifiedLayout layout, IKeySource keys) : IPartyProgram
{
    private readonly Party[] aggregators = [.. Enumerable.Range(0, layout.Aggregators).Select(Party.Server)];

    public Released? Released { get; private set; }

    public IEnumerable<ProtocolStep> Run(Endpoint wire)
    {
        yield return VerifiedShares.Agree;
        (int[] clients, _) = layout.Roster.Agree(wire, aggregators, own: null, aggregators.Length);

        yield return VerifiedShares.Challenge;
        byte[][] commitments = [.. aggregators.Select(a => wire.Receive(VerifiedShares.Commit, a, SHA256.HashSizeInBytes).ToArray())];
        var challenge = new byte[Prg.SeedBytes];
        keys.Fill(challenge);
        SendAll(wire, VerifiedShares.Challenge, challenge);

        yield return VerifiedShares.Combine;
        var combined = new ulong[clients.Length];
        foreach (Party aggregator in aggregators)
            Field.AddTo(combined, wire.ReceiveElements(VerifiedShares.Respond, aggregator, clients.Length));
        foreach (Party aggregator in aggregators)
            wire.SendElements(VerifiedShares.Combine, aggregator, combined);

        yield return VerifiedShares.Accept;
        ulong deviation = aggregators.Aggregate(0UL, (sum, a) =>
            Field.Add(sum, wire.ReceiveElements(VerifiedShares.Check, a, 1)[0]));
        if (deviation != 0)
            throw wire.Stop(VerifiedShares.Accept, "the answers do not fit the MACs: an aggregator cheats, and nothing is opened");
        SendAll(wire, VerifiedShares.Accept, []);

        yield return VerifiedShares.Open;
        var sum = new ulong[layout.Masked];
        for (int j = 0; j < aggregators.Length; j++)
            Field.AddTo(sum, Opened(wire, aggregators[j], commitments[j]));
        if (Field.Inner(layout.Coefficients(challenge), sum) != combined.Aggregate(0UL, Field.Add))
            throw wire.Stop(VerifiedShares.Open, "the sum does not fit the answers that the MACs confirm: an aggregator cheats, and nothing is released");
        Released = new(layout.Packing.Unpack(sum, clients.Length), clients);
    }

    private ulong[] Opened(Endpoint wire, Party aggregator, byte[] commitment)
    {
        Memory<byte> opened = wire.Receive(VerifiedShares.Reveal, aggregator, Prg.SeedBytes + ElementMessages.Bytes(layout.Masked));
        return VerifiedLayout.Commitment(opened.Span).AsSpan().SequenceEqual(commitment)
            ? wire.Elements(VerifiedShares.Open, aggregator, opened[Prg.SeedBytes..], layout.Masked)
            : throw wire.Stop(VerifiedShares.Open, $"the sum of {aggregator} is not the one that it committed to");
    }

    private void SendAll(Endpoint wire, ProtocolStep step, ReadOnlySpan<byte> payload)
    {
        foreach (Party aggregator in aggregators)
            wire.Send(step, aggregator, payload);
    }
}
