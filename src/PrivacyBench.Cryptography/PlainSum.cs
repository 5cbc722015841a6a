using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>No protection inside the server: clients send their vectors over sealed channels and the server adds them.</summary>
public sealed class PlainSum : IAggregationProtocol
{
    private static readonly ProtocolStep Upload = new(0, "upload");

    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var run = new ProtocolRun(request, protocol: 0, servers: 1);
        int[] clients = request.Speaking(0);
        if (clients.Length == 0)
            throw new ProtocolException(Party.Server(0), Upload.Name, "every client dropped out: there is nothing to sum");
        run.Phase("upload", () =>
        {
            foreach (int i in clients)
                run.As(Party.Client(i), () =>
                    run.Channel.Send(Upload, Party.Client(i), Party.Server(0), VectorBytes.Write(request.Inputs[i], request.ModulusBits)));
        });
        var sum = new ulong[request.Length];
        int length = sum.Length * VectorBytes.Width(request.ModulusBits);
        run.Phase("add", () => run.As(Party.Server(0), () =>
        {
            foreach (int i in clients)
                VectorBytes.Add(run.Channel.Receive(Upload, Party.Client(i), Party.Server(0), length), sum, request.ModulusBits);
        }));
        return run.Outcome(sum, clients);
    }
}
