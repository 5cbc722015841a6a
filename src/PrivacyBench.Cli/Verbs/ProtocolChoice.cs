using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Processes;
using PrivacyBench.Cryptography.Sharing;

namespace PrivacyBench.Cli.Verbs;

/// <summary>A protocol with the numbers that somebody asked for; what cannot be is refused in the words of the command line.</summary>
internal sealed record ProtocolChoice
{
    /// <summary>One of <see cref="AggregationProtocols.All"/>.</summary>
    public required string Name { get; init; }

    public required int Clients { get; init; }

    public required int Parameters { get; init; }

    public int Drop { get; init; }

    public int? DropStep { get; init; }

    public required int Aggregators { get; init; }

    /// <summary>Clients that decrypt together, or aggregators that open a share; 0 for as many as the protocol usually has.</summary>
    public int Threshold { get; init; }

    public required int Packing { get; init; }

    public required int Security { get; init; }

    /// <summary>"memory" or "tcp".</summary>
    public required string Transport { get; init; }

    public required int Workers { get; init; }

    public bool ReproducibleKeys { get; init; }

    /// <summary>The protocol, without keys.</summary>
    public IAggregationProtocol Make()
    {
        if (!LatticeProtocols.All.TryGetValue(Name, out var lattice))
        {
            return BetweenParties();
        }

        if (!SecurityStandard.Levels.Contains(Security))
        {
            throw new WrongInputException($"--security: found {Security}; allowed: {string.Join(", ", SecurityStandard.Levels)}.");
        }

        if (Threshold < 0 || Threshold > (lattice.Threshold ? Clients : 0))
        {
            throw new WrongInputException(lattice.Threshold
                ? $"--threshold: found {Threshold}; allowed: from 1 to the {Clients} clients."
                : $"--threshold: found {Threshold}, but under {Name} every client holds the whole key; allowed: threshold-bfv, threshold-ckks.");
        }

        return new LatticeSum(Name, Security, lattice.Threshold && Threshold == 0 ? Clients - Drop : Threshold);
    }

    /// <summary>The protocol over what carries its messages.</summary>
    public IAggregationProtocol Carried(IAggregationProtocol protocol) => (Transport, protocol) switch
    {
        ("memory", _) => protocol,
        (_, PartyProtocol parties) => new PartyProcesses(parties),
        _ => throw new WrongInputException($"--transport: found 'tcp', but {Name} runs in one process; allowed: memory."),
    };

    /// <summary>Why a lattice scheme has its parameters; the other protocols have none to plan.</summary>
    public IReadOnlyList<string> Reasons(IAggregationProtocol protocol)
    {
        var bits = new FixedPoint(1, 16, Clients).ModulusBits;
        try
        {
            return protocol is LatticeSum lattice
                ? lattice.Plan(Clients, Parameters, bits).Reasons
                : [FormattableString.Invariant($"Words modulo 2^{bits}: 16 bits of fraction, and room for the sum of {Clients} clients.")];
        }
        catch (InvalidOperationException exception)
        {
            throw new WrongInputException(exception.Message);
        }
    }

    /// <summary>One round on random updates.</summary>
    public AggregationTrial Run(IAggregationProtocol protocol, int round) =>
        AggregationTrial.Run(protocol, Clients, Parameters, Drop, DropStep, round, seed: round, Workers, ReproducibleKeys);

    private PartyProtocol BetweenParties()
    {
        try
        {
            return Name switch
            {
                "additive-shares" => new AdditiveShares(Aggregators),
                "verified-shares" => new VerifiedShares(Aggregators),
                "shamir-shares" => new ShamirShares(Aggregators, Threshold == 0 ? 2 : Threshold, Packing),
                _ => (PartyProtocol)AggregationProtocols.All[Name](),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new WrongInputException($"--{exception.ParamName}: {exception.Message}");
        }
    }
}
