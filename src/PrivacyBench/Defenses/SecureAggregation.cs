using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Secure aggregation with one server: clients mask their updates in pairs so that the masks cancel in the sum (Bonawitz et al.
/// 2017), each with a logarithmic number of neighbours (Bell et al. 2020).
/// </summary>
public sealed record SecureAggregation : ProtectedSum
{
    private const double Negligible = 1e-6;
    private const string Before = "before";
    private static readonly string[] Steps = ["advertise keys", "share keys", "mask", "unmask"];

    /// <summary>
    /// The step in which the federation's dropouts fall silent: "before" it begins, or "advertise keys", "share keys", "mask" or "unmask". Who
    /// falls silent in the last has sent its vector, which counts.
    /// </summary>
    [AllowedValues(Before, "advertise keys", "share keys", "mask", "unmask")]
    public string DropoutStep { get; init; } = Before;

    /// <summary>
    /// Whether each client tells its neighbours the hash of the model that it was sent and sends nothing where one was sent another, so
    /// that a server that sends different models gets no sum. One that replaces the clients' keys too is not stopped: they are not signed.
    /// </summary>
    public bool ConsistentModel { get; init; }

    /// <inheritdoc/>
    public override string Label
    {
        get
        {
            string[] options = [.. new[] { ConsistentModel ? "consistent model" : "", DropoutStep == Before ? "" : $"dropouts at {DropoutStep}" }.Where(o => o.Length > 0)];
            return options.Length == 0 ? base.Label : $"{base.Label}({string.Join(", ", options)})";
        }
    }

    /// <inheritdoc/>
    public override DropoutStep? DropsOut => Array.IndexOf(Steps, DropoutStep) is >= 0 and var step
        ? new(DropoutStep, step, HasSent: step > Protocol.VectorStep)
        : null;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new Cryptography.Masking.SecureAggregation(consistentModel: ConsistentModel);

    private protected override bool ComparesModels => ConsistentModel;

    /// <inheritdoc/>
    public override string Assumption => "the server follows the protocol (keys are not signed, so it could put its own in their place) and colludes with no more clients than the position has";

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) =>
        Clients > 0 && position.OwnClients > 0 && Cryptography.Masking.SecureAggregation.OpenedProbability(Clients, position.OwnClients, Cohort) > Negligible
            ? []
            : WithoutUpdates(position, "secure-aggregation: the server sees masked vectors, and the masks cancel in their sum alone.");
}
