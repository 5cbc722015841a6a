using MathNet.Numerics.LinearAlgebra;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Names the client that holds the most of the record's class, as the bias of the output layer tells: a step moves the bias of class c
/// by what the client's records of it exceed the model's expectation, Σᵢ (1[yᵢ = c] − p_c(xᵢ)). A linear map from the
/// bias updates to label shares is fitted by ridge regression on the clients of references, and the answer is the posterior
/// P(k | y) ∝ share of y at client k (after Gu and Bai 2023, LDIA, who fit a network).
/// </summary>
public sealed record SourceLabels : SourceAttack<ClientUpdates>
{
    private const double Ridge = 1e-3;
    private const double SmallestShare = 1e-3;

    internal override bool AsksEveryRound => true;

    /// <inheritdoc/>
    protected override double[][] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var shares = Shares(seen, references, candidates);
        return
        [
            .. Enumerable.Range(0, candidates.Count).Select(i => shares.Select(of =>
                of is null ? double.NegativeInfinity : Math.Log(Math.Max(SmallestShare, of[candidates.Label(i)]))).ToArray()),
        ];
    }

    /// <summary>The estimated share of each label at each client; null for a client that was never observed.</summary>
    private static double[]?[] Shares(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates)
    {
        var known = Enumerable.Range(0, references.Count).SelectMany(r => Clients(references.Seen(r))
            .Zip(Counts(references, r, candidates), (signs, counts) => (Signs: signs, Counts: counts))
            .Where(of => of.Signs is not null && of.Counts.Sum() > 0)).ToArray();
        if (known.Length == 0)
        {
            throw new InvalidOperationException("source-labels learns what a bias update tells from references, and there are none.");
        }

        var signs = Matrix<double>.Build.DenseOfRowArrays(known.Select(of => of.Signs!));
        var shares = Matrix<double>.Build.DenseOfRowArrays(known.Select(of => Array.ConvertAll(of.Counts, count => count / of.Counts.Sum())));
        var square = signs.TransposeThisAndMultiply(signs);
        var ridge = Ridge * square.Trace() / square.RowCount;
        var map = (square + (ridge * Matrix<double>.Build.DenseIdentity(square.RowCount))).Solve(signs.TransposeThisAndMultiply(shares));
        return [.. Clients(seen).Select(of => of is null ? null : (Vector<double>.Build.Dense(of) * map).ToArray())];
    }

    /// <summary>What tells of a client's labels: 1, the bias update of its first round, and their mean over its rounds.</summary>
    private static IEnumerable<double[]?> Clients(ClientUpdates seen)
    {
        var updates = Enumerable.Range(0, seen.Rounds)
            .SelectMany(t => seen.Participants(t).Select((client, p) => (Client: client, Bias: seen.OutputBias(t, p).ToArray())))
            .ToLookup(of => of.Client, of => of.Bias);
        return Enumerable.Range(0, seen.Clients).Select(k => updates[k].ToArray() is [var first, ..] all
            ? (double[])[1, .. first, .. first.Select((_, c) => all.Average(bias => bias[c]))]
            : null);
    }

    private static double[][] Counts(References<ClientUpdates> references, int reference, Candidates candidates)
    {
        var counts = Enumerable.Range(0, references.Seen(reference).Clients).Select(_ => new double[references.Seen(reference).Classes]).ToArray();
        for (var i = 0; i < candidates.Count; i++)
        {
            if (references.Source(reference, i) is >= 0 and var holder)
            {
                counts[holder][candidates.Label(i)]++;
            }
        }

        return counts;
    }
}
