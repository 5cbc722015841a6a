namespace PrivacyBench.Measurement;

/// <summary>The right answers of an attack on the source, beside those of the best guess on the same records.</summary>
internal sealed class SourceAnswers(Resampler resampler)
{
    /// <summary>The share of records whose client is named right.</summary>
    public PooledMean Accuracy { get; } = new(resampler);

    /// <summary>The share of records that the best guess without the view gets right.</summary>
    public PooledMean Guess { get; } = new(resampler);

    /// <summary>(accuracy − guess) / (1 − guess) of the sample with these weights; NaN when guessing leaves nothing open.</summary>
    public double Advantage(ReadOnlySpan<int> weights)
    {
        var guess = Guess.Of(weights);
        return guess < 1 ? (Accuracy.Of(weights) - guess) / (1 - guess) : double.NaN;
    }

    /// <summary>The answers of one attack to all records.</summary>
    public static SourceAnswers Of(IReadOnlyList<AnsweredFederation> cell, Resampler resampler)
    {
        var answers = new SourceAnswers(resampler);
        answers.Add(cell, [.. cell.Select(federation => new int[federation.Records.Length])], 0);
        return answers;
    }

    /// <summary>Adds the answers to the records of one half.</summary>
    public void Add(IReadOnlyList<AnsweredFederation> cell, int[][] folds, int half)
    {
        for (var f = 0; f < cell.Count; f++)
        {
            for (var r = 0; r < folds[f].Length; r++)
            {
                if (folds[f][r] != half)
                    continue;
                Accuracy.Add(f, r, cell[f].Answers[r] == cell[f].Sources[r] ? 1 : 0);
                Guess.Add(f, r, cell[f].Guesses[r]);
            }
        }
    }

    /// <summary>The record numbers of each federation.</summary>
    public static int[][] RecordsOf(IReadOnlyList<AnsweredFederation> cell) => [.. cell.Select(federation => federation.Records)];

    /// <summary>One stratum for all records of each federation.</summary>
    /// <exception cref="ArgumentException">The cell has no records.</exception>
    public static bool[][] StrataOf(IReadOnlyList<AnsweredFederation> cell) => cell.Any(federation => federation.Records.Length > 0)
        ? [.. cell.Select(federation => new bool[federation.Records.Length])]
        : throw new ArgumentException($"The {cell.Count} federations hold no answers.", nameof(cell));
}
