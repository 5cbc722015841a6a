using PrivacyBench.Cryptography.Costs;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>The endpoints of all parties of one round inside one process, for a protocol that is run from one place.</summary>
internal sealed class Channel : IDisposable
{
    public const int Overhead = Endpoint.Overhead;
    private readonly Dictionary<Party, Endpoint> endpoints;
    private readonly Dictionary<Party, IKeySource> sources;

    public Channel(IReadOnlyList<Party> parties, byte protocol, AggregationRequest request, CostLedger? book = null)
    {
        sources = parties.ToDictionary(party => party, request.Keys.Of);
        AgreementKey[] keys = [.. parties.Select(party => Connected(party, book))];
        Dictionary<Party, byte[]> directory = parties.Zip(keys).ToDictionary(pair => pair.First, pair => pair.Second.Public);
        endpoints = parties.Zip(keys).ToDictionary(
            pair => pair.First, pair => new Endpoint(pair.First, request.Transport, protocol, request.Round, pair.Second, directory, request.Shown));
    }

    private AgreementKey Connected(Party party, CostLedger? book)
    {
        double start = CpuTime.OfThread();
        AgreementKey key = AgreementKey.Create(sources[party]);
        book?.Book(CostLedger.Connecting, party, CpuTime.OfThread() - start);
        return key;
    }

    public Endpoint this[Party party] => endpoints[party];

    /// <summary>Where a party's secrets come from.</summary>
    public IKeySource KeysOf(Party party) => sources[party];

    public void Send(ProtocolStep step, Party sender, Party receiver, ReadOnlySpan<byte> payload) => endpoints[sender].Send(step, receiver, payload);

    /// <inheritdoc cref="Endpoint.Receive"/>
    public byte[] Receive(ProtocolStep step, Party sender, Party receiver, int length) => endpoints[receiver].Receive(step, sender, length).ToArray();

    public void Dispose()
    {
        foreach (Endpoint endpoint in endpoints.Values)
            endpoint.Dispose();
        foreach (IDisposable source in sources.Values.OfType<IDisposable>())
            source.Dispose();
    }
}
