using CsCheck;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Views;

/// <summary>Which clients the sums of several rounds give away.</summary>
internal sealed class RowSpaceTests
{
    private const int Clients = 5;
    private static readonly Transcript Empty = TinyFederations.Train(TinyFederations.Plan() with { Rounds = 1 }, TinyFederations.Unequal(1, Clients))[0];

    /// <summary>With updates that never change, client i is exposed exactly when e_i is a combination of the rounds' rows.</summary>
    [Test]
    public void A_client_is_exposed_exactly_when_its_unit_vector_lies_in_the_row_space_of_participation() =>
        Gen.Int[1, (1 << Clients) - 1].Array[1, 5].Sample(rounds =>
        {
            bool[][] matrix = [.. rounds.Select(bits => Enumerable.Range(0, Clients).Select(k => (bits >> k & 1) == 1).ToArray())];
            // No two clients, and no combination of few of them with small factors, have equal updates.
            float[] updates = [1, 2.3f, 5.1f, 11.7f, 26.9f];
            ClientUpdates seen = Seen(matrix, updates);

            for (int client = 0; client < Clients; client++)
            {
                float estimate = seen.Update(0, client)[0];
                bool isExposed = Math.Abs(estimate - updates[client]) < 1e-3 * updates[client];
                Assert.That(isExposed, Is.EqualTo(InRowSpace(matrix, client)), $"client {client} in rounds [{string.Join(", ", rounds)}]: {estimate}");
            }
        });

    private static ClientUpdates Seen(bool[][] matrix, float[] updates)
    {
        Transcript steady = Empty with
        {
            GlobalModels = [.. Enumerable.Repeat(Empty.GlobalModels[0], matrix.Length + 1)],
            Rounds = [.. matrix.Select(row =>
            {
                int[] participants = [.. Enumerable.Range(0, Clients).Where(k => row[k])];
                return Empty.Rounds[0] with
                {
                    Participants = participants,
                    Weights = [.. participants.Select(_ => 1.0 / participants.Length)],
                    MeanUpdate = [(float)(participants.Sum(k => (double)updates[k]) / participants.Length)],
                };
            })],
        };
        return new DisaggregatedUpdates(steady, new SummedUpdates(steady), new PrivacyBench.Views.Participation(steady)).Updates;
    }

    /// <summary>Elimination over the rationals, as pairs of whole numbers would: adding e_i must not raise the rank.</summary>
    private static bool InRowSpace(bool[][] matrix, int client)
    {
        long[][] rows = [.. matrix.Select(row => row.Select(one => one ? 1L : 0L).ToArray())];
        long[] unit = [.. Enumerable.Range(0, Clients).Select(k => k == client ? 1L : 0L)];
        return Rank([.. rows, unit]) == Rank(rows);
    }

    /// <summary>The rank of a small matrix of whole numbers, by elimination without fractions.</summary>
    private static int Rank(long[][] rows)
    {
        List<long[]> left = [.. rows];
        int rank = 0;
        for (int column = 0; column < Clients; column++)
            if (left.Find(row => row[column] != 0) is { } pivot)
            {
                left.Remove(pivot);
                rank++;
                left = [.. left.Select(row => row.Zip(pivot, (x, p) => (x * pivot[column]) - (p * row[column])).ToArray())];
            }

        return rank;
    }
}
