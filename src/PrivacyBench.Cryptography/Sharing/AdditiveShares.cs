using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Additive secret sharing modulo 2^m: a client sends x − Σ PRG(seed_j) to the first aggregator and a 32-byte seed to each other one.
/// Any k − 1 aggregators see uniform numbers; the first one adds the summed shares and opens the sum.
/// </summary>
/// <remarks>
/// Parties follow the protocol. The opener sees the sum; a client that drops out
/// does so before its upload, or is in the sum.
/// </remarks>
public sealed class AdditiveShares : IAggregationProtocol
{
    private const byte Protocol = 1;
    private static readonly ProtocolStep Upload = new(0, "upload");
    private static readonly ProtocolStep Open = new(1, "open");
    private readonly int aggregators;

    /// <summary>Additive shares between k aggregators.</summary>
    /// <param name="aggregators">k, at least 2.</param>
    public AdditiveShares(int aggregators = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aggregators, 2);
        this.aggregators = aggregators;
    }

    /// <inheritdoc/>
    public string Name => "additive-shares";

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var run = new ProtocolRun(request, Protocol, aggregators);
        int[] clients = request.Speaking(0);
        if (clients.Length == 0)
            throw new ProtocolException(Party.Server(0), Upload.Name, "every client dropped out: there is nothing to sum");
        run.Phase("share", () =>
        {
            foreach (int client in clients)
                run.As(Party.Client(client), () => Share(run, Party.Client(client), request.Inputs[client], request.ModulusBits));
        });
        ulong[][] sums = [];
        run.Phase("add", () => sums = [.. Enumerable.Range(0, aggregators).Select(j => Add(run, j, clients, request))]);
        run.Phase("open", () => run.As(Party.Server(0), () =>
        {
            for (int j = 1; j < aggregators; j++)
                VectorBytes.Add(
                    run.Channel.Receive(Open, Party.Server(j), Party.Server(0), request.Length * VectorBytes.Width(request.ModulusBits)),
                    sums[0], request.ModulusBits);
        }));
        return run.Outcome(sums[0], clients);
    }

    /// <summary>The full share that belongs to the seeds: x − Σ PRG(seed).</summary>
    internal static ulong[] FullShare(ulong[] input, IEnumerable<byte[]> seeds, int bits)
    {
        ulong[] share = [.. input];
        foreach (byte[] seed in seeds)
        {
            using var generator = new Prg(seed);
            generator.SubtractFrom(share, bits);
        }

        return share;
    }

    private void Share(ProtocolRun run, Party client, ulong[] input, int bits)
    {
        byte[][] seeds = [.. Enumerable.Range(1, aggregators - 1).Select(_ => run.Secret())];
        run.Channel.Send(Upload, client, Party.Server(0), VectorBytes.Write(FullShare(input, seeds, bits), bits));
        for (int j = 1; j < aggregators; j++)
        {
            run.Channel.Send(Upload, client, Party.Server(j), seeds[j - 1]);
            CryptographicOperations.ZeroMemory(seeds[j - 1]);
        }
    }

    private static ulong[] Add(ProtocolRun run, int aggregator, int[] clients, AggregationRequest request)
    {
        var sum = new ulong[request.Length];
        Party self = Party.Server(aggregator);
        int bits = request.ModulusBits;
        run.As(self, () =>
        {
            foreach (int client in clients)
                if (aggregator == 0)
                    VectorBytes.Add(run.Channel.Receive(Upload, Party.Client(client), self, sum.Length * VectorBytes.Width(bits)), sum, bits);
                else
                {
                    byte[] seed = run.Channel.Receive(Upload, Party.Client(client), self, Prg.SeedBytes);
                    using var generator = new Prg(seed);
                    generator.AddTo(sum, bits);
                    CryptographicOperations.ZeroMemory(seed);
                }

            if (aggregator > 0)
                run.Channel.Send(Open, self, Party.Server(0), VectorBytes.Write(sum, bits));
        });
        return sum;
    }
}
