using System.Diagnostics;
using System.Runtime.InteropServices;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>
/// Additive secret sharing among k aggregators: a client's vector is the sum of k shares modulo 2^32, of which any k − 1 are
/// uniform. k − 1 shares are seeds that the aggregators expand, one is a full vector; clients take turns in who gets that one.
/// Each aggregator adds up what it got, and only these sums go to the server, which adds them and so opens the sum of all.
/// </summary>
/// <param name="aggregators">k, at least 2.</param>
/// <param name="keys">Where seeds come from.</param>
public sealed class AdditiveShares(int aggregators, KeySource keys)
{
    private const byte Protocol = 1;
    private const byte ShareStep = 1;
    private const byte OpenStep = 2;

    /// <summary>Runs one aggregation between parties that exchange bytes and nothing else.</summary>
    /// <param name="inputs">Each client's vector, all of one length.</param>
    /// <param name="round">The number of the round.</param>
    /// <param name="transport">The way between the parties.</param>
    /// <returns>The sum modulo 2^32, and the seconds that each kind of party computed.</returns>
    /// <exception cref="ProtocolException">A message is missing or not acceptable.</exception>
    public AggregationOutcome Sum(IReadOnlyList<uint[]> inputs, uint round, ITransport transport)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(aggregators, 2);
        var watch = Stopwatch.StartNew();
        foreach (var (client, input) in inputs.Index())
        {
            Share(client, input, round, transport);
        }

        var clientSeconds = watch.Elapsed.TotalSeconds;
        var length = inputs[0].Length;
        for (var aggregator = 0; aggregator < aggregators; aggregator++)
        {
            AddUp(aggregator, inputs.Count, length, round, transport);
        }

        var sum = Open(length, round, transport);
        return new(sum, clientSeconds, watch.Elapsed.TotalSeconds - clientSeconds);
    }

    /// <summary>A client splits its vector and sends each aggregator its share.</summary>
    private void Share(int client, uint[] input, uint round, ITransport transport)
    {
        var share = (uint[])input.Clone();
        Span<byte> seed = stackalloc byte[Prg.SeedLength];
        for (var aggregator = 0; aggregator < aggregators; aggregator++)
        {
            if (aggregator != Holder(client))
            {
                keys.Fill(seed);
                Prg.Subtract(seed, share);
                Send(ShareStep, Party.Client(client), Party.Aggregator(aggregator), round, seed, transport);
            }
        }

        Send(ShareStep, Party.Client(client), Party.Aggregator(Holder(client)), round, MemoryMarshal.AsBytes<uint>(share), transport);
        seed.Clear();
    }

    /// <summary>An aggregator expands and adds the shares it got, and sends their sum to the server.</summary>
    private void AddUp(int aggregator, int clients, int length, uint round, ITransport transport)
    {
        var sum = new uint[length];
        for (var client = 0; client < clients; client++)
        {
            var isVector = Holder(client) == aggregator;
            var share = Receive(
                ShareStep, Party.Client(client), Party.Aggregator(aggregator), round, isVector ? length * sizeof(uint) : Prg.SeedLength, transport);
            if (isVector)
            {
                Modular.Add(MemoryMarshal.Cast<byte, uint>(share.Span), sum);
            }
            else
            {
                Prg.Add(share.Span, sum);
            }
        }

        Send(OpenStep, Party.Aggregator(aggregator), Party.Server, round, MemoryMarshal.AsBytes<uint>(sum), transport);
    }

    private uint[] Open(int length, uint round, ITransport transport)
    {
        var sum = new uint[length];
        for (var aggregator = 0; aggregator < aggregators; aggregator++)
        {
            var part = Receive(OpenStep, Party.Aggregator(aggregator), Party.Server, round, length * sizeof(uint), transport);
            Modular.Add(MemoryMarshal.Cast<byte, uint>(part.Span), sum);
        }

        return sum;
    }

    /// <summary>The aggregator that gets a client's full vector.</summary>
    private int Holder(int client) => client % aggregators;

    private static void Send(byte step, Party sender, Party receiver, uint round, ReadOnlySpan<byte> payload, ITransport transport) =>
        transport.Send(sender, receiver, new MessageHeader(Protocol, step, round, sender, receiver).With(payload));

    private static ReadOnlyMemory<byte> Receive(byte step, Party sender, Party receiver, uint round, int length, ITransport transport) =>
        new MessageHeader(Protocol, step, round, sender, receiver).Open(transport.Receive(receiver, sender, step), length);
}
