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
public sealed record External : ThreatPosition;

/// <summary>Takes part, and sees each round's global model.</summary>
public sealed record Client : ThreatPosition
{
    /// <inheritdoc/>
    public override int OwnClients => 1;
}

/// <summary>Runs the aggregation, honest but curious.</summary>
public sealed record Server : ThreatPosition;

/// <summary>The positions that a scenario can name.</summary>
public static class ThreatPositions
{
    /// <summary>The positions by name.</summary>
    public static Catalogue<ThreatPosition> Catalogue { get; } = new()
    {
        ["external"] = new(typeof(External), "Queries the final model.", "Yeom et al. 2018"),
        ["client"] = new(typeof(Client), "Takes part, and sees each round's global model.", "Nasr et al. 2019"),
        ["server"] = new(typeof(Server), "Runs the aggregation, honest but curious.", "Nasr et al. 2019"),
    };
}
