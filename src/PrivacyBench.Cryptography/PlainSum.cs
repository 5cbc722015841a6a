using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>No protection inside the server: clients send their vectors over sealed channels and the server adds them.</summary>
public sealed class PlainSum : PartyProtocol
{
    private static readonly ProtocolStep Upload = new(0, "upload", OfClients: true);
    private static readonly ProtocolStep Adding = new(1, "add");

    /// <inheritdoc/>
    public override string Name => "plain";

    internal override byte Number => 0;

    internal override int Servers => 1;

    internal override IReadOnlyList<int> Parameters => [];

    internal override IReadOnlyList<ProtocolStep> Steps { get; } = [Upload, Adding];

    internal override IPartyProgram Program(Party self, RoundPlan plan, ClientInput? input, IKeySource keys) =>
        input is null ? new Adder(plan) : new Uploader(plan, input.Vector);

    private sealed class Uploader(RoundPlan plan, ulong[] input) : IPartyProgram
    {
        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Upload;
            Message message = Endpoint.Draft(plan.PackedBytes);
            PackedVector.Pack<ulong>(input, Endpoint.Payload(message).Span, plan.ModulusBits);
            wire.SendDraft(Upload, Party.Server(0), message);
        }
    }

    private sealed class Adder(RoundPlan plan) : IPartyProgram
    {
        public Released? Released { get; private set; }

        public IEnumerable<ProtocolStep> Run(Endpoint wire)
        {
            yield return Adding;
            var sum = new byte[plan.LaneBytes];
            List<int> came = [];
            for (int client = 0; client < plan.Clients; client++)
                if (wire.TryReceive(Upload, Party.Client(client), plan.PackedBytes) is { } vector)
                {
                    PackedVector.AddToLanes(sum, vector.Span, plan.ModulusBits);
                    came.Add(client);
                }

            if (plan.TooFew(came.Count) is { } why)
                throw wire.Stop(Adding, why, StopReason.TooFewParties);
            Released = new(VectorBytes.Read(sum, plan.ModulusBits), [.. came]);
        }
    }
}
