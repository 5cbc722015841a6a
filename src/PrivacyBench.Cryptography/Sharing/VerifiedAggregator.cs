using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>An aggregator of <see cref="VerifiedShares"/>: the first one holds full shares, the others the seeds of theirs.</summary>
internal sealed class VerifiedAggregator(VerifiedLayout layout, RoundPlan plan, bool holdsSeeds, IKeySource keys, Misconduct? misconduct) : IPartyProgram
{
    private const int NonceBytes = 32;
    private readonly Dictionary<int, Memory<byte>> received = [];
    private int[] clients = [];
    private readonly byte[] nonce = new byte[NonceBytes];
    private ulong[] expanded = [];
    private ulong[] sum = [];

    public IEnumerable<ProtocolStep> Run(Endpoint wire)
    {
        yield return VerifiedShares.Report;
        for (int client = 0; client < plan.Clients; client++)
            if (wire.TryReceive(VerifiedShares.Share, Party.Client(client), holdsSeeds ? Prg.SeedBytes : ElementMessages.Bytes(layout.Elements)) is { } share)
            {
                if (!holdsSeeds)
                    wire.Elements(VerifiedShares.Share, Party.Client(client), share, layout.Elements);
                received.Add(client, share);
            }

        layout.Roster.Report(wire, received.Keys);

        yield return VerifiedShares.Commit;
        clients = layout.Roster.Agreed(wire, received.Keys);
        expanded = new ulong[layout.Elements];
        Add();
        wire.Send(VerifiedShares.Commit, layout.Opener, VerifiedLayout.Commitment(Opened()));

        yield return VerifiedShares.Respond;
        byte[] challenge = wire.Receive(VerifiedShares.Challenge, layout.Opener, Prg.SeedBytes).ToArray();
        if (misconduct is { AfterChallenge: true })
            Recommit(layout.Coefficients(challenge));
        (ulong[] answers, ulong[] macs, ulong[] shares) = Answers(layout.Coefficients(challenge));
        wire.SendElements(VerifiedShares.Respond, layout.Opener, answers);

        yield return VerifiedShares.Check;
        wire.SendElements(VerifiedShares.Check, layout.Opener, [
            Deviation(challenge, wire.ReceiveElements(VerifiedShares.Combine, layout.Opener, clients.Length), macs, shares)]);

        yield return VerifiedShares.Reveal;
        wire.Receive(VerifiedShares.Accept, layout.Opener, 0);
        wire.Send(VerifiedShares.Reveal, layout.Opener, Opened());
        foreach (Memory<byte> share in received.Values)
            CryptographicOperations.ZeroMemory(share.Span);
    }

    /// <summary>Adds up the clients' vector shares, and draws the nonce that hides the sum in its commitment.</summary>
    private void Add()
    {
        keys.Fill(nonce);
        sum = new ulong[layout.Masked];
        foreach (int client in clients)
            Field.AddTo(sum, layout.Vector(ShareOf(client)));
        if (misconduct is { AfterChallenge: false })
            Field.AddTo(sum.AsSpan(0, misconduct.Error.Length), misconduct.Error);
    }

    /// <summary>The nonce and the sum, as they are committed to and revealed.</summary>
    private byte[] Opened()
    {
        var opened = new byte[NonceBytes + ElementMessages.Bytes(sum.Length)];
        nonce.CopyTo(opened, 0);
        PackedVector.Pack<ulong>(sum, opened.AsSpan(NonceBytes), Field.Bits);
        return opened;
    }

    /// <summary>Adds an error that the challenged combination does not see, too late for the commitment.</summary>
    private void Recommit(ulong[] coefficients)
    {
        sum[0] = Field.Add(sum[0], coefficients[1]);
        sum[1] = Field.Subtract(sum[1], coefficients[0]);
    }

    /// <summary>For each client the combination of its vector share, that of its MAC share, and the share of its key.</summary>
    private (ulong[] Answers, ulong[] Macs, ulong[] Keys) Answers(ulong[] coefficients)
    {
        var (answers, macs, shares) = (new ulong[clients.Length], new ulong[clients.Length], new ulong[clients.Length]);
        for (int i = 0; i < clients.Length; i++)
        {
            ReadOnlySpan<ulong> share = ShareOf(clients[i]);
            answers[i] = Field.Inner(coefficients, layout.Vector(share));
            macs[i] = Field.Inner(coefficients, layout.Mac(share));
            shares[i] = share[^1];
        }

        if (misconduct is { Consistent: true })
            answers[0] = Field.Add(answers[0], Field.Inner(coefficients.AsSpan(0, misconduct.Error.Length), misconduct.Error));
        return (answers, macs, shares);
    }

    /// <summary>This aggregator's share of Σ c_i (MAC_i − α_i · answer_i), which is 0 in all when nobody cheats.</summary>
    private static ulong Deviation(byte[] challenge, ReadOnlySpan<ulong> combined, ulong[] macs, ulong[] shares)
    {
        var batch = new ulong[combined.Length];
        Field.Expand(SHA256.HashData(challenge), batch);
        ulong deviation = 0;
        for (int i = 0; i < batch.Length; i++)
            deviation = Field.Add(deviation, Field.Multiply(batch[i], Field.Subtract(macs[i], Field.Multiply(shares[i], combined[i]))));
        return deviation;
    }

    private ReadOnlySpan<ulong> ShareOf(int client)
    {
        Memory<byte> share = received[client];
        Array.Clear(expanded);
        if (holdsSeeds)
            Field.Expand(share.Span, expanded);
        else
            PackedVector.AddTo<ulong>(expanded, share.Span, Field.Bits);
        return expanded;
    }
}
