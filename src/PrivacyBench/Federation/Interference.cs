using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Federation;

/// <summary>
/// What an active adversary does while the federation that it attacks trains: four answers, each "nothing" unless overridden. It knows
/// the current model and the records that it is after, and nothing of who holds what.
/// </summary>
public abstract record Interference
{
    /// <summary>
    /// The models that a dishonest server sends instead of the global one, each for a client's number; null for the global model. Asked
    /// once a round. The clients' updates start from what they were sent.
    /// </summary>
    public virtual Func<int, float[]>? Send(InterferedRound round) => null;

    /// <summary>The gradients of planted records, in every step in place of their own; null where there are none.</summary>
    /// <param name="parameters">The number of values of a gradient.</param>
    public virtual InterferedGradients? Gradients(int parameters) => null;

    /// <summary>The update that a planted client computes instead of training; it leaves through the client's defenses. Null where it trains.</summary>
    public virtual float[]? Compute(int client, InterferedRound round) => null;

    /// <summary>What a dishonest client sends, past its defenses; null where it is honest.</summary>
    /// <param name="client">The client's number.</param>
    /// <param name="honest">What an honest client would send: an update as <see cref="InterferedRound.Shared"/> makes it.</param>
    /// <param name="round">The round.</param>
    public virtual float[]? Upload(int client, float[] honest, InterferedRound round) => null;
}

/// <summary>Records whose gradient of the loss an adversary chose: the same in every step, whatever the model.</summary>
/// <param name="First">The first of them, as a position in the data set; the others follow one another.</param>
/// <param name="Values">The gradient of each.</param>
public sealed record InterferedGradients(int First, IReadOnlyList<float[]> Values);

/// <summary>A round as an active adversary meets it.</summary>
/// <param name="Round">The round's number, from 0.</param>
/// <param name="Participants">The clients that take part, ascending.</param>
/// <param name="Model">How a flat vector is read as a model.</param>
/// <param name="Global">The global model's parameters; not to be changed.</param>
public sealed record InterferedRound(int Round, IReadOnlyList<int> Participants, Model Model, float[] Global)
{
    /// <summary>How clients learn through predictions; null where they share updates.</summary>
    internal Distillation? Distillation { get; init; }

    /// <summary>What a client shares whose training changed the global model by an update.</summary>
    public float[] Shared(float[] update) => Distillation is null ? update : Distillation.Share([Global], [update])[0];

    /// <summary>The gradient of the mean loss of some records at a model's parameters.</summary>
    public float[] Gradient(float[] parameters, Candidates records) => Inference.Gradient(Model, parameters, records);

    /// <summary>The global model so changed that clients learn nothing in it up to its last hidden layer; null where it has none.</summary>
    public float[]? Silenced() => SilencedModel.Parameters(Model) > 0 ? SilencedModel.Of(Model, Global) : null;
}
