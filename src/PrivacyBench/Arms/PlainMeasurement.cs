using PrivacyBench.Cryptography;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>What a sum in the clear takes, of as many clients and values as an arm's rounds have: the yardstick for its seconds.</summary>
internal static class PlainMeasurement
{
    // Enough for a median that one disturbance does not move; fewer where the keys of a thousand channels take their time.
    private const int Rounds = 9;
    private const int RoundsOfMany = 3;
    private const int Many = 200;

    /// <summary>Null where a round has fewer clients than a sum needs.</summary>
    public static PlainSeconds? Of(int clients, int parameters)
    {
        if (clients < AggregationRequest.UsualLeastSurvivors)
        {
            return null;
        }

        AggregationTrial Trial(int round) => AggregationTrial.Run(new PlainSum(), clients, parameters, round: round);
        var cost = AggregationStudy.Run(clients > Many ? RoundsOfMany : Rounds, () => Trial(0), Trial).Cost;
        return new(cost.ClientSeconds, cost.ServerSeconds);
    }
}
