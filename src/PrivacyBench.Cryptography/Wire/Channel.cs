namespace PrivacyBench.Cryptography.Wire;

/// <summary>The endpoints of all parties of one round inside one process, for a protocol that is run from one place.</summary>
internal sealed class Channel : IDisposable
{
    public const int Overhead = Endpoint.Overhead;
    private readonly Dictionary<Party, Endpoint> endpoints;

    public Channel(IReadOnlyList<Party> parties, byte protocol, AggregationRequest request)
    {
        AgreementKey[] keys = [.. parties.Select(_ => AgreementKey.Create(request.Keys))];
        Dictionary<Party, byte[]> directory = parties.Zip(keys).ToDictionary(pair => pair.First, pair => pair.Second.Public);
        endpoints = parties.Zip(keys).ToDictionary(
            pair => pair.First, pair => new Endpoint(pair.First, request.Transport, protocol, request.Round, pair.Second, directory, request.Shown));
    }

    public Endpoint this[Party party] => endpoints[party];

    public void Send(ProtocolStep step, Party sender, Party receiver, ReadOnlySpan<byte> payload) => endpoints[sender].Send(step, receiver, payload);

    /// <inheritdoc cref="Endpoint.Receive"/>
    public byte[] Receive(ProtocolStep step, Party sender, Party receiver, int length) => endpoints[receiver].Receive(step, sender, length).ToArray();

    public void Dispose()
    {
        foreach (Endpoint endpoint in endpoints.Values)
            endpoint.Dispose();
    }
}
