using System.Collections.Concurrent;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>The observations of one federation, each made when it is first asked for and shared by the views of all positions.</summary>
/// <param name="transcript">What happened.</param>
/// <param name="updateRounds">In how many of its rounds a client's updates are asked about records, on average over clients; null for all.</param>
public sealed class TranscriptObservations(Transcript transcript, int? updateRounds = null)
{
    private readonly ConcurrentDictionary<(Type Type, int OwnClients), object> made = [];

    /// <summary>The number of clients of the federation.</summary>
    internal int Clients => transcript.Clients;

    /// <summary>An observation; only what a position's own clients see differs between positions.</summary>
    internal object Of(Type type, ThreatPosition position)
    {
        var own = type == typeof(OwnClients) || type == typeof(ResidualUpdates) ? position.OwnClients : 0;
        return made.GetOrAdd((type, own), _ => Make(type, position));
    }

    private object Make(Type type, ThreatPosition position)
    {
        T Of<T>() => (T)this.Of(typeof(T), position);
        return type switch
        {
            _ when type == typeof(FinalModel) => new FinalModel(transcript),
            _ when type == typeof(FinalLabels) => new FinalLabels(transcript, Of<FinalModel>()),
            _ when type == typeof(GlobalModels) => new GlobalModels(transcript),
            _ when type == typeof(RoundAnswers) => new RoundAnswers(transcript),
            _ when type == typeof(ClientUpdates) => new ClientUpdates(transcript, updateRounds),
            _ when type == typeof(SummedUpdates) => new SummedUpdates(transcript),
            _ when type == typeof(EncryptedUpdates) => new EncryptedUpdates(transcript),
            _ when type == typeof(Participation) => new Participation(transcript),
            _ when type == typeof(TrafficRecord) => new TrafficRecord(transcript),
            _ when type == typeof(OwnClients) => new OwnClients(transcript, position.OwnClients),
            _ when type == typeof(GlobalSteps) => new GlobalSteps(transcript, updateRounds),
            _ when type == typeof(ResidualUpdates) => new ResidualUpdates(
                transcript, Of<SummedUpdates>(), Of<OwnClients>(), Of<Participation>(), updateRounds),
            _ when type == typeof(InconsistentSums) => new InconsistentSums(transcript, Of<SummedUpdates>(), Of<Participation>()),
            _ when type == typeof(DisaggregatedUpdates) => new DisaggregatedUpdates(transcript, Of<SummedUpdates>(), Of<Participation>()),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Nothing is known of this observation."),
        };
    }
}
