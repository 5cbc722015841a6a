namespace PrivacyBench.Arms;

/// <summary>
/// Turns the scores of an attack on the source into a posterior over clients, P(k) ∝ λ_k·e^{s_k/τ}, with λ_k the client's public share
/// of the records and τ the likeliest on the other federations: those are references, and their sources are known.
/// </summary>
internal static class SourcePosterior
{
    private const int RecordsForFit = 1000;
    private const int Halvings = 24;

    /// <summary>For each federation the log-posterior of each candidate; clients of the adversary have none of it.</summary>
    /// <param name="scores">For each federation, candidate and client the score; −∞ for a client that was never observed.</param>
    /// <param name="truths">Who holds what in each federation.</param>
    /// <param name="members">For each federation the members that are measured.</param>
    /// <param name="own">How many of the first clients are the adversary's.</param>
    public static double[][][] Fitted(double[][][] scores, IReadOnlyList<Truth> truths, IReadOnlyList<int[]> members, int own)
    {
        var priors = scores.Select((of, f) => LogSizes(truths[f], of[0].Length)[own..]).ToArray();
        var known = members.Select((of, f) => of.Select(i => new Known(Neutral(scores[f][i][own..]), priors[f], truths[f].Sources[i] - own)).ToArray()).ToArray();
        return
        [
            .. scores.Select((of, f) =>
            {
                var sharpness = Sharpness([.. known.Where((_, other) => other != f).SelectMany(all => all)]);
                return Array.ConvertAll(of, clients => (double[])
                [
                    .. Enumerable.Repeat(double.NegativeInfinity, own), .. LogPosterior(Neutral(clients[own..]), priors[f], sharpness),
                ]);
            }),
        ];
    }

    /// <summary>1/τ. As if one record more had been held by nobody in particular, so that a perfect fit is not believed without end.</summary>
    private static double Sharpness(Known[] all)
    {
        var every = (all.Length / RecordsForFit) + 1;
        Known[] some = [.. all.Where((_, n) => n % every == 0)];
        var spread = some.Length == 0 ? 0 : Math.Sqrt(some.Average(of => of.Scores.Average(s => (s - of.Scores.Average()) * (s - of.Scores.Average()))));
        if (spread == 0)
        {
            return 1;
        }

        // The log-likelihood is concave: its slope falls from where the scores say nothing to where they say all.
        var (low, high) = (Math.Log(1e-6 / spread), Math.Log(1e6 / spread));
        for (var step = 0; step < Halvings; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = some.Sum(of => of.Slope(Math.Exp(middle), 1.0 / some.Length)) > 0 ? (middle, high) : (low, middle);
        }

        return Math.Exp(low);
    }

    private static double[] LogPosterior(double[] scores, double[] prior, double sharpness)
    {
        double[] logits = [.. scores.Zip(prior, (score, share) => (sharpness * score) + share)];
        var highest = logits.Max();
        var total = highest + Math.Log(logits.Sum(z => Math.Exp(z - highest)));
        return Array.ConvertAll(logits, z => z - total);
    }

    private static double[] LogSizes(Truth truth, int clients)
    {
        var sizes = new double[clients];
        foreach (var source in truth.Sources.Where(source => source >= 0))
        {
            sizes[source]++;
        }

        return Array.ConvertAll(sizes, Math.Log);
    }

    /// <summary>A client that was never observed scores as the others do on average.</summary>
    private static double[] Neutral(double[] clients)
    {
        if (Array.TrueForAll(clients, double.IsFinite))
        {
            return clients;
        }

        var observed = clients.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        return Array.ConvertAll(clients, score => double.IsFinite(score) ? score : observed);
    }

    /// <summary>A record whose source is known.</summary>
    private sealed record Known(double[] Scores, double[] Prior, int Source)
    {
        private readonly double mean = Scores.Average();

        /// <summary>The derivative of ln P(source) by the sharpness, the source being anybody with a small probability.</summary>
        public double Slope(double sharpness, double anybody)
        {
            var highest = double.NegativeInfinity;
            for (var k = 0; k < Scores.Length; k++)
            {
                highest = Math.Max(highest, (sharpness * Scores[k]) + Prior[k]);
            }

            var (total, sum) = (0.0, 0.0);
            for (var k = 0; k < Scores.Length; k++)
            {
                var chance = Math.Exp((sharpness * Scores[k]) + Prior[k] - highest);
                total += chance;
                sum += chance * Scores[k];
            }

            return ((1 - anybody) * Scores[Source]) + (anybody * mean) - (sum / total);
        }
    }
}
