using PrivacyBench.Attacks;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>What is kept of one federation until its arm is attacked from everywhere, in bytes.</summary>
/// <param name="arm">The arm.</param>
internal sealed class KeptOfFederation(Arm arm)
{
    // The losses, the norms and what lies between update and gradient: asked together where that costs little more.
    private const int NumbersAtOnce = 5;

    private readonly TrainingPlan plan = arm.Plan;
    private readonly long records = arm.Candidates.Count;
    private readonly bool seesUpdates = SeesUpdates(arm);

    /// <summary>Clients of a round.</summary>
    public int Participants => (int)Math.Ceiling(arm.Clients * plan.Participation.Share);

    /// <summary>The updates of all rounds, as long as a stack trains.</summary>
    public long AllUpdates => seesUpdates ? Vector * plan.Rounds * Participants : 0;

    /// <summary>The updates that somebody asks about.</summary>
    public long Updates => Vector * ((seesUpdates ? RoundsKept * Participants : 0) + (plan.Rounds * Math.Min(Participants, arm.Positions.Max(p => p.OwnClients))));

    /// <summary>The global models, the mean updates, and the updates that are kept.</summary>
    public long Transcript => (((2 * plan.Rounds) + 1) * Vector) + Updates;

    /// <summary>What the final model says of the candidates and of the population, and those of rounds where an attack asks them.</summary>
    public long Queries
    {
        get
        {
            // Logits, and in double precision what follows from them.
            long Answer(long asked) => asked * ((sizeof(float) * plan.Model.Classes) + (3 * sizeof(double)));
            long models = (Asks(typeof(GlobalModels)) ? plan.Rounds + 1 : 0) + (Asks(typeof(RoundAnswers)) ? 2 * plan.Rounds : 0);
            return Answer(records + (arm.Candidates.Population?.Count ?? 0)) + (models * Answer(records));
        }
    }

    /// <summary>The scores of an attack that names clients, and what they are turned into.</summary>
    public long Scores => arm.Attacks.Any(NamesClients) ? 2 * records * arm.Clients * sizeof(double) : 0;

    /// <summary>What updates say of the candidates: numbers for each update that is asked and each record, and their means for each client.</summary>
    /// <param name="isReference">Whether the federation is no target, so that some attacks leave it alone.</param>
    public long UpdateAnswers(bool isReference)
    {
        var asking = arm.Attacks.Count(attack => attack.Needs == typeof(ClientUpdates) && (!isReference || attack.AsksUpdatesOfReferences));
        if (asking == 0 || !seesUpdates)
        {
            return 0;
        }

        // A further number where it follows from the others, such as the logit from the loss.
        var numbers = (plan.Model.HasCheapNorms ? NumbersAtOnce : Math.Min(asking, NumbersAtOnce)) + 1;
        return records * ((numbers * sizeof(float) * RoundsAsked * Participants) + (Math.Min(asking, numbers) * sizeof(double) * (long)arm.Clients));
    }

    /// <summary>Whether some position sees the clients' updates, so that the transcript keeps them.</summary>
    public static bool SeesUpdates(Arm arm)
    {
        var defense = arm.Defense.For(arm.Size);
        return arm.Positions.Any(defense.ShowsUpdates);
    }

    // Where clients share predictions, the updates that are learnt from them stand beside these.
    private long Vector => sizeof(float) * ((long)plan.Model.ParameterCount + (plan.Strategy.Predictions is null ? 0 : plan.Strategy.SharedValues(plan.Model)));

    private long RoundsAsked => ClientUpdates.RoundsAsked(plan.Rounds, plan.Rounds * Participants, arm.Clients, arm.UpdateRounds);

    private long RoundsKept => plan.Strategy.Predictions is not null || arm.Attacks.Any(attack => attack.AsksEveryRound) ? plan.Rounds : RoundsAsked;

    private bool Asks(Type observation) => arm.Attacks.Any(attack => attack.Needs == observation);

    private static bool NamesClients(Attack attack) => attack.Goals.Any(goal => goal is Goal.Source or Goal.ClientMembership);
}
