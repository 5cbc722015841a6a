using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

/// <summary>How often the intervals of simulated evaluations cover the truth.</summary>
internal sealed record Coverage(double Auc, double Advantage, double TprAtTenPercent, double TprAtOnePercent)
{
    public static Coverage Of(SimulatedCells cells, int evaluations)
    {
        int auc = 0, advantage = 0, tprAtTen = 0, tprAtOne = 0;
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            var random = new RandomStream(1).Named("evaluation", evaluation);
            var cell = cells.Draw(random.Named("cell"));
            var measures = MembershipMeasures.Of(cell, random);
            bool Covers(double fpr) => measures.TprAtFpr.Single(rate => rate.Fpr == fpr) is var at && at.Low <= cells.TprAt(fpr) && at.High >= cells.TprAt(fpr);
            auc += measures.Auc.Covers(cells.Auc) ? 1 : 0;
            advantage += measures.Advantage.Covers(AdvantageAtChosenThresholds(cells, cell, random)) ? 1 : 0;
            tprAtTen += Covers(0.1) ? 1 : 0;
            tprAtOne += Covers(0.01) ? 1 : 0;
        }

        return new((double)auc / evaluations, (double)advantage / evaluations, (double)tprAtTen / evaluations, (double)tprAtOne / evaluations);
    }

    // The truth of a cross-fitted advantage: that of each half's threshold, weighted by the records on which it is reported.
    private static double AdvantageAtChosenThresholds(SimulatedCells cells, ScoredFederation[] cell, RandomStream random)
    {
        var folds = Folds.Of([.. cell.Select(federation => federation.Members)], random);
        var inSecond = folds.Average(federation => federation.Average());
        return ((1 - inSecond) * cells.AdvantageAt(MembershipCalls.BestThreshold(cell, folds, 1).Value))
            + (inSecond * cells.AdvantageAt(MembershipCalls.BestThreshold(cell, folds, 0).Value));
    }
}
