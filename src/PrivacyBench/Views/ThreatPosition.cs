using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Views;

/// <summary>Where an adversary stands, which decides what it observes.</summary>
public abstract record ThreatPosition
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => ThreatPositions.Catalogue.NameOf(this);

    /// <summary>How many clients the adversary is or colludes with; they are the federation's first clients.</summary>
    public virtual int OwnClients => 0;
}

/// <summary>Queries the final model.</summary>
public sealed record External : ThreatPosition
{
    /// <summary>Whether the model answers with the label alone, without scores.</summary>
    public bool LabelsOnly { get; init; }

    /// <inheritdoc/>
    public override string Label => LabelsOnly ? $"{base.Label}(labels)" : base.Label;
}

/// <summary>Takes part, and sees each round's global model.</summary>
public sealed record Client : ThreatPosition
{
    /// <inheritdoc/>
    public override int OwnClients => 1;
}

/// <summary>Runs the aggregation, honest but curious.</summary>
public sealed record Server : ThreatPosition;

/// <summary>The server and some clients together: they share what they see and what they hold, keys included.</summary>
public sealed record ServerWithClients : ThreatPosition
{
    /// <summary>How many clients collude, at least 1; they are the federation's first clients.</summary>
    [Range(1, int.MaxValue)]
    public int Colluding { get; init; } = 1;

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Colluding})");

    /// <inheritdoc/>
    public override int OwnClients => Colluding;
}

/// <summary>The server and a holder of one decryption key or key share, who gives it away but no data.</summary>
public sealed record KeyHolder : ThreatPosition;

/// <summary>Some of the aggregators among whom a defense splits updates; where one server aggregates, that server.</summary>
public sealed record Aggregator : ThreatPosition
{
    /// <summary>How many aggregators collude, the first ones; at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Colluding { get; init; } = 1;

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Colluding})");
}

/// <summary>Watches the network: sizes and timing of messages, whose content is encrypted, and who sends them.</summary>
public sealed record Network : ThreatPosition;

/// <summary>The positions that a scenario can name.</summary>
public static class ThreatPositions
{
    /// <summary>The positions by name.</summary>
    public static Catalogue<ThreatPosition> Catalogue { get; } = new()
    {
        ["external"] = new(typeof(External), "Queries the final model.", "Yeom et al. 2018"),
        ["client"] = new(typeof(Client), "Takes part, and sees each round's global model.", "Nasr et al. 2019"),
        ["server"] = new(typeof(Server), "Runs the aggregation, honest but curious.", "Nasr et al. 2019"),
        ["server-with-clients"] = new(typeof(ServerWithClients), "The server and some clients, who share all that they see and hold.", "Bonawitz et al. 2017"),
        ["aggregator"] = new(typeof(Aggregator), "Some of the aggregators among whom a defense splits updates.", "Damgård et al. 2012"),
        ["network"] = new(typeof(Network), "Watches the sizes, times and senders of encrypted messages.", "Bonawitz et al. 2017"),
        ["key-holder"] = new(typeof(KeyHolder), "The server and a holder of a decryption key or key share.", "Li and Micciancio 2021"),
    };
}
