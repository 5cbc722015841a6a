using PrivacyBench.Cryptography.Costs;

namespace PrivacyBench.Federation;

/// <summary>
/// What may change a round: some answers, each "nothing" unless overridden. Training knows these and nothing of what stands behind
/// them. In the order of a round: a client trains and lets its update leave, the server receives it, the updates are summed, the mean
/// is opened, released and learnt from.
/// </summary>
public abstract record RoundHooks
{
    /// <summary>
    /// The hooks of one federation, with what they keep from round to round, until they are disposed of; themselves where they keep
    /// nothing.
    /// </summary>
    public virtual RoundHooks Begin() => this;

    /// <summary>Changes local training.</summary>
    public virtual LocalTraining Train(LocalTraining local) => local;

    /// <summary>Changes the update that leaves a client. The result replaces it; the argument is not kept.</summary>
    public virtual float[] Leave(float[] update, RoundContext context) => update;

    /// <summary>
    /// Whether every client counts alike, whatever it holds, and the mean divides by the expected number of clients: the sensitivity of a
    /// sum weighted by record counts depends on the counts.
    /// </summary>
    public virtual bool CountsClientsAlike => false;

    /// <summary>What the server makes of each single update before it sums; not asked where the sum is protected.</summary>
    public virtual float[] Receive(float[] update, RoundContext context) => update;

    /// <summary>The step of the aggregation in which those fall silent that drop out of a round; null where they do before it begins.</summary>
    public virtual DropoutStep? DropsOut => null;

    /// <summary>
    /// Why the round must stop without a sum, asked when it is known who is left in it; null where it may go on. The answer may depend on
    /// how many are left, and not on what they bring.
    /// </summary>
    public virtual string? Stops(RoundContext context) => null;

    /// <summary>Whether <see cref="Aggregate"/> answers; at most one of several hooks may.</summary>
    public virtual bool SumsUpdates => false;

    /// <summary>Sums the updates in a way of its own; null leaves the summing to the server, in the clear.</summary>
    /// <param name="updates">The updates as they left the clients, already multiplied by their weights.</param>
    /// <param name="context">Which round this is.</param>
    public virtual Aggregation? Aggregate(IReadOnlyList<float[]> updates, RoundContext context) => null;

    /// <summary>Whether <see cref="Leave"/> sends something else than an update, which <see cref="Open"/> turns back.</summary>
    public virtual bool Encodes => false;

    /// <summary>Turns what was sent, or a mean of it, back into an update: a public and linear map.</summary>
    public virtual float[] Open(float[] sent, RoundContext context) => sent;

    /// <summary>
    /// Whether a round that stopped is released like one in which nobody took part: a model that stands still would tell that few did.
    /// Where no hook asks for it, such a round leaves the model as it was.
    /// </summary>
    public virtual bool HidesStops => false;

    /// <summary>Changes the mean update before the server applies and releases it; zeros where a round has no sum.</summary>
    public virtual float[] Release(float[] mean, RoundContext context) => mean;

    /// <summary>What the hook remembers of a federation before its first round.</summary>
    public virtual double[] Start() => [];

    /// <summary>What it remembers after a round; <see cref="RoundContext.Memory"/> hands it to the next.</summary>
    /// <param name="updates">The updates of the round as they left the clients.</param>
    /// <param name="context">Which round this was.</param>
    public virtual double[] Learn(IReadOnlyList<float[]> updates, RoundContext context) => context.Memory;
}

/// <summary>Which round of which federation is running, and where its randomness comes from.</summary>
/// <param name="Federation">The federation's number, from 0.</param>
/// <param name="Round">The round's number, from 0.</param>
/// <param name="Client">The client's number in the answers that concern one client, else −1.</param>
/// <param name="Clients">How many clients take part in the round.</param>
/// <param name="Random">The stream of this answer in this round (and of this client).</param>
public sealed record RoundContext(int Federation, int Round, int Client, int Clients, RandomStream Random)
{
    /// <summary>The clients that take part in the round, ascending, where it is known who they are.</summary>
    public IReadOnlyList<int>? Participants { get; init; }

    /// <summary>The clients that were chosen for the round and drop out of it, ascending.</summary>
    public IReadOnlyList<int> Dropped { get; init; } = [];

    /// <summary>The model that a client was sent, where it is known.</summary>
    public Func<int, float[]>? SentModel { get; init; }

    /// <summary>Whether cryptographic keys derive from <see cref="Random"/>, for debugging, and do not come from the system.</summary>
    public bool ReproducibleKeys { get; init; }

    /// <summary>The number of parameters of an update.</summary>
    public int Parameters { get; init; }

    /// <summary>What the mean divides the sum by.</summary>
    public double Divisor { get; init; } = 1;

    /// <summary>Public randomness of the round, the same for all parties.</summary>
    public RandomStream Shared { get; init; } = Random;

    /// <summary>What each hook remembers of the rounds before.</summary>
    internal IReadOnlyList<double[]> Memories { get; init; } = [];

    /// <summary>What the asked hook remembers of the rounds before.</summary>
    public double[] Memory { get; private init; } = [];

    internal RoundContext Of(string answer, int hook) => this with
    {
        Random = Random.Named(answer, hook),
        Shared = Shared.Named("hook", hook),
        Memory = hook < Memories.Count ? Memories[hook] : [],
    };
}

/// <summary>A step of an aggregation in which clients may fall silent.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Number">Its place among the clients' steps, from 0.</param>
/// <param name="HasSent">Whether a client's update has left it by then, so that it counts.</param>
public sealed record DropoutStep(string Name, int Number, bool HasSent);

/// <summary>A sum of updates and what it took.</summary>
/// <param name="Sum">The sum, one value for each parameter.</param>
/// <param name="Cost">Bytes, messages and seconds.</param>
public sealed record Aggregation(float[] Sum, RoundCost Cost)
{
    /// <summary>What making keys cost that serve later rounds too; null where none were made.</summary>
    public RoundCost? SetUp { get; init; }

    /// <summary>What the range of the protocol did to the updates; null where it has none.</summary>
    public CutOff? CutOff { get; init; }

    /// <summary>What summing under encryption left with a server that was also told the sum; else null.</summary>
    public EncryptedRound? Encrypted { get; init; }

    /// <summary>Why the aggregation stopped without a sum; null where it did not.</summary>
    public string? Stopped { get; init; }

    /// <summary>A sum of nobody's updates.</summary>
    /// <param name="values">How many values an update has.</param>
    internal static Aggregation OfNobody(int values) => new(new float[values], RoundCost.None);

    /// <summary>
    /// The updates as the protocol carried them, clipped and rounded, in the order in which they came; null where they were not
    /// changed. Whoever subtracts all of them but one from the sum is left with that one, bit for bit.
    /// </summary>
    public IReadOnlyList<float[]>? Contributions { get; init; }
}

/// <summary>What the range of a protocol did to the updates of a round.</summary>
/// <param name="Values">Values that were sent.</param>
/// <param name="Cut">How many of them were cut off.</param>
/// <param name="Largest">The largest magnitude among all.</param>
/// <param name="Bound">The largest that passes.</param>
public sealed record CutOff(long Values, long Cut, double Largest, double Bound);
