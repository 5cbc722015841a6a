using System.Text.Json.Serialization;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// FedMIA (Zhu et al. 2025): in each round the other clients' updates tell what the measurement of a client without the record is like,
/// so no reference is needed. With m_k the measurement of client k and (μ, σ) fitted on the others, the score is Φ((m_k − μ)/σ),
/// averaged over the client's rounds (equations 8 to 10).
/// </summary>
/// <remarks>
/// It is stated for a named client: in the federation as a whole, the highest of many scores of clients without the record hides that
/// of the one that holds it. A round counts for a client where at least two others are left to compare it with.
/// </remarks>
public sealed record FedMia : ClientMembershipAttack<ClientUpdates>
{
    /// <summary>What is measured: "cosine" (FedMIA-II) or "loss" (FedMIA-I).</summary>
    public FedMiaMeasure Measure { get; init; } = FedMiaMeasure.Cosine;

    /// <summary>
    /// How rounds are judged and joined: "normal", the paper's mean of normal distribution functions, or "student", the sum of the
    /// log-odds of Student-t predictive distributions, which knows how few the other clients are.
    /// </summary>
    public FedMiaPredictive Predictive { get; init; } = FedMiaPredictive.Normal;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({Measure}, {Predictive})".ToLowerInvariant();

    /// <inheritdoc/>
    protected override double[][] Score(
        ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var (statistic, sign) = Measure == FedMiaMeasure.Cosine ? (seen.Gradients(candidates).Cosines, 1) : (seen.Losses(candidates), -1);
        return Scores(statistic, sign, seen.Clients, candidates.Count);
    }

    /// <summary>The scores [records][clients] from measurements of which sign · value is high for a member.</summary>
    internal double[][] Scores(UpdateStatistic measured, int sign, int clients, int records)
    {
        var sums = Enumerable.Range(0, records).Select(_ => new double[clients]).ToArray();
        var rounds = new int[clients];
        for (var t = 0; t < measured.Rounds; t++)
        {
            var participants = measured.Participants(t);
            foreach (var client in participants)
            {
                rounds[client]++;
            }

            var standing = new ClientStanding(participants.Count);
            for (var i = 0; i < records; i++)
            {
                for (var p = 0; p < participants.Count; p++)
                {
                    standing[p] = sign * (double)measured.Of(t, p)[i];
                }

                standing.Judge();
                for (var p = 0; p < participants.Count; p++)
                {
                    sums[i][participants[p]] += Predictive == FedMiaPredictive.Normal ? standing.Normal(p) : standing.LogOdds(p);
                }
            }
        }

        return [.. sums.Select(of => of.Select((sum, k) => rounds[k] == 0 ? double.NegativeInfinity : Joined(sum, rounds[k])).ToArray())];
    }

    private double Joined(double sum, int rounds) => Predictive == FedMiaPredictive.Normal ? sum / rounds : sum;
}

/// <summary>What FedMIA measures.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FedMiaMeasure>))]
public enum FedMiaMeasure
{
    /// <summary>The cosine of the update and the record's gradient.</summary>
    [JsonStringEnumMemberName("cosine")]
    Cosine,

    /// <summary>The negative loss of the local model.</summary>
    [JsonStringEnumMemberName("loss")]
    Loss,
}

/// <summary>How FedMIA judges a round and joins rounds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FedMiaPredictive>))]
public enum FedMiaPredictive
{
    /// <summary>The mean of normal distribution functions.</summary>
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>The sum of log-odds of Student-t predictive distributions.</summary>
    [JsonStringEnumMemberName("student")]
    Student,
}
