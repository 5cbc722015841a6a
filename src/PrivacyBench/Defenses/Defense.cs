using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Five answers, each "nothing" unless overridden: what changes in local training, in the update that leaves a client, in the
/// aggregation, in the release (see <see cref="RoundHooks"/>), and what each position no longer sees, with which guarantee.
/// </summary>
public abstract record Defense : RoundHooks
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => DefenseCatalogue.Defenses.NameOf(this);

    /// <summary>The observations that the defense withholds from a position.</summary>
    public virtual IEnumerable<Withheld> Hides(ThreatPosition position) => [];

    /// <summary>What must be so for what it hides to stay hidden, in words that follow "as long as"; null where it hides nothing.</summary>
    public virtual string? Assumption => null;

    /// <summary>Whether the defense shows a position something that an undefended federation does not have.</summary>
    public virtual bool Reveals(Type observation, ThreatPosition position) => false;

    /// <summary>What whoever reads the report must be told about how the defense was set up; empty where nothing is wrong.</summary>
    public virtual IEnumerable<string> Warnings => [];

    /// <summary>The factors for projected costs of the protocol on special hardware; null where nothing is projected.</summary>
    internal virtual HardwareFactors? Projected => null;

    /// <summary>Completes the parameters that depend on the federation, such as the noise for a wanted epsilon.</summary>
    /// <exception cref="ArgumentException">The parameters do not fit the federation.</exception>
    public virtual Defense For(FederationSize federation) => this;

    /// <summary>The federation as the defenses after this one meet it, where it changes the shape of what travels.</summary>
    public virtual FederationSize Shape(FederationSize federation) => federation;

    /// <summary>What is promised, against whom; empty where the defense is not differentially private.</summary>
    public virtual IReadOnlyList<Guarantee> Guarantees(FederationSize federation) => [];
}
