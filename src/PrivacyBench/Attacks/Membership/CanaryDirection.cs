using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// A canary's direction in the space of parameters: public, uniform on the sphere, and a function of its record's number alone, so that
/// scores find it again.
/// </summary>
internal static class CanaryDirection
{
    /// <summary>The direction at a length.</summary>
    public static float[] Of(int record, int parameters, double length)
    {
        var direction = new float[parameters];
        new RandomStream(record).Named("canary direction").FillGaussian(direction, 1);
        var factor = length / Math.Sqrt(direction.Sum(v => (double)v * v));
        return Array.ConvertAll(direction, v => (float)(v * factor));
    }

    /// <summary>
    /// The cosine of a direction with what shows a client's update, summed over rounds. Where noise is most of what is seen, its length tells the
    /// deviation of the noise, so that this is the log-likelihood of the direction's being in it, up to a factor, and a round of much noise drowns no
    /// other.
    /// </summary>
    /// <param name="seen">What is seen of the updates.</param>
    /// <param name="record">The canary's record.</param>
    /// <param name="client">The client that holds the canary, if anybody does.</param>
    public static double Alignment(FinestUpdates seen, int record, int client)
    {
        float[] direction = [];
        var sum = 0.0;
        for (var t = 0; t < seen.Rounds; t++)
        {
            var update = seen.Showing(t, client);
            if (direction.Length != update.Length)
            {
                direction = Of(record, update.Length, 1);
            }

            var (product, square) = (0.0, 0.0);
            for (var i = 0; i < update.Length; i++)
            {
                product += (double)update[i] * direction[i];
                square += (double)update[i] * update[i];
            }

            sum += square > 0 ? product / Math.Sqrt(square) : 0;
        }

        return sum;
    }
}
