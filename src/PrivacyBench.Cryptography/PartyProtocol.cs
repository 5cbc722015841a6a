using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>A protocol that is written as a program for each party, so that it runs inside one process or with a process for each party.</summary>
public abstract class PartyProtocol : IAggregationProtocol
{
    private protected PartyProtocol()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The protocol's number on the wire.</summary>
    internal abstract byte Number { get; }

    /// <summary>How many servers and aggregators take part.</summary>
    internal abstract int Servers { get; }

    /// <summary>The numbers from which <see cref="AggregationProtocols.Make"/> makes this protocol again.</summary>
    internal abstract IReadOnlyList<int> Parameters { get; }

    /// <summary>The steps in order; a step's number is its place.</summary>
    internal abstract IReadOnlyList<ProtocolStep> Steps { get; }

    /// <inheritdoc/>
    public virtual int VectorStep => 0;

    /// <summary>How many of the clients' steps there are, and so in how many ways a client can drop out.</summary>
    public int ClientSteps => Steps.Count(step => step.OfClients);

    /// <inheritdoc/>
    public AggregationOutcome Sum(AggregationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        Begin(request);
        using var round = new MemoryRound(this, request);
        return round.Run();
    }

    /// <summary>Refuses sums that the protocol cannot hold.</summary>
    /// <param name="clients">Clients of a round.</param>
    /// <param name="modulusBits">m: sums are modulo 2^m.</param>
    /// <exception cref="ArgumentException">It cannot; the text names the numbers.</exception>
    public virtual void RequireRoom(int clients, int modulusBits)
    {
    }

    /// <summary>Refuses a request that does not fit the protocol, before anything is sent.</summary>
    /// <exception cref="ArgumentException">The request does not fit; the text names the numbers.</exception>
    internal virtual void Begin(AggregationRequest request) => RequireRoom(request.Inputs.Count, request.ModulusBits);

    /// <summary>The program of a client with its vector, or of a server or aggregator without one.</summary>
    internal abstract IPartyProgram Program(Party self, RoundPlan plan, ClientInput? input, IKeySource keys);

    internal IEnumerable<Party> Parties(int clients) =>
        Enumerable.Range(0, clients).Select(Party.Client).Concat(Enumerable.Range(0, Servers).Select(Party.Server));

    /// <summary>The step in which a party falls silent that drops out in its own n-th step, counted from 0; none if it has no such step.</summary>
    internal ProtocolStep? SilentFrom(Party party, int? dropsOutIn) => dropsOutIn is { } n
        ? Steps.Where(step => step.OfClients == party.IsClient).Select(step => (ProtocolStep?)step).ElementAtOrDefault(n)
        : null;
}
