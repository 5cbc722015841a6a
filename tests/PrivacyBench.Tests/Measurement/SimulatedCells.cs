using MathNet.Numerics.Distributions;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

/// <summary>
/// Cells whose truth is known. The scores of non-members are N(0, 1), those of members N(shift + e, 1), where e is drawn from
/// N(0, spread²) once for each federation: its records are correlated because they share a model.
/// </summary>
internal sealed record SimulatedCells(int Federations, int RecordsPerSide, double Shift, double Spread)
{
    private double MemberDeviation => Math.Sqrt(1 + (Spread * Spread));

    public double Auc => Normal.CDF(0, 1, Shift / Math.Sqrt(1 + (MemberDeviation * MemberDeviation)));

    public double TprAt(double fpr) => 1 - Normal.CDF(Shift, MemberDeviation, Normal.InvCDF(0, 1, 1 - fpr));

    public double AdvantageAt(double threshold) => Normal.CDF(0, 1, threshold) - Normal.CDF(Shift, MemberDeviation, threshold);

    public ScoredFederation[] Draw(RandomStream random)
    {
        var cell = new ScoredFederation[Federations];
        for (var f = 0; f < Federations; f++)
        {
            var shift = Shift + Normal.Sample(random, 0, Math.Max(Spread, 1e-300));
            bool[] members = [.. Enumerable.Range(0, 2 * RecordsPerSide).Select(record => record % 2 == 0)];
            double[] scores = [.. members.Select(member => Normal.Sample(random, member ? shift : 0, 1))];
            cell[f] = new(f, [.. Enumerable.Range(0, scores.Length)], scores, members);
        }

        return cell;
    }
}
