namespace PrivacyBench.Accounting.Noise;

/// <summary>Poisson numbers: products of uniform numbers for small means, transformed rejection (Hörmann 1993, PTRS) for others.</summary>
internal sealed record Poisson
{
    private const double LeastForRejection = 10;

    private readonly double mean;
    private readonly double logMean;
    private readonly double expMinusMean;

    // b, a, 1/α and v_r of Hörmann's algorithm.
    private readonly double width;
    private readonly double shape;
    private readonly double inverseAlpha;
    private readonly double squeeze;

    public Poisson(double mean)
    {
        this.mean = mean;
        logMean = Math.Log(mean);
        expMinusMean = Math.Exp(-mean);
        width = 0.931 + 2.53 * Math.Sqrt(mean);
        shape = -0.059 + 0.02483 * width;
        inverseAlpha = 1.1239 + 1.1328 / (width - 3.4);
        squeeze = 0.9277 - 3.6224 / (width - 2);
    }

    public long Draw(RandomBits bits) => mean < LeastForRejection ? Multiply(bits) : Reject(bits);

    /// <summary>ln P[X = k], which stays precise for large means (Stirling's series of ln k!).</summary>
    internal double LogChance(double k)
    {
        if (k < LeastForRejection)
        {
            var factorial = 0.0;
            for (var i = 2; i <= k; i++)
            {
                factorial += Math.Log(i);
            }

            return k * logMean - mean - factorial;
        }

        var excess = (k - mean) / mean;
        var deviance = mean * ((1 + excess) * NormalTail.LogOnePlus(excess) - excess);
        var series = (1.0 / 12 - (1.0 / 360 - 1 / (1260 * k * k)) / (k * k)) / k;
        return -deviance - 0.5 * Math.Log(2 * Math.PI * k) - series;
    }

    private static double Uniform(RandomBits bits) => ((bits() >> 11) + 0.5) * (1.0 / (1L << 53));

    private long Multiply(RandomBits bits)
    {
        var count = 0;
        for (var product = Uniform(bits); product > expMinusMean; product *= Uniform(bits))
        {
            count++;
        }

        return count;
    }

    private long Reject(RandomBits bits)
    {
        while (true)
        {
            var (u, v) = (Uniform(bits) - 0.5, Uniform(bits));
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * shape / us + width) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
            {
                return (long)k;
            }

            if (k >= 0 && (us >= 0.013 || v <= us)
                && Math.Log(v * inverseAlpha / (shape / (us * us) + width)) <= LogChance(k))
            {
                return (long)k;
            }
        }
    }
}
