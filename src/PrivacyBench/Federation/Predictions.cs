namespace PrivacyBench.Federation;

/// <summary>What one model says of some records: logits, and what follows from them in double precision.</summary>
public sealed class Predictions
{
    private readonly float[] logits;
    private readonly IReadOnlyList<int> labels;
    private readonly int classes;
    private readonly double[] scaledLogits;
    private double[]? losses;
    private double[]? confidences;

    /// <summary>Wraps logits [records × classes], row by row, with the records' true labels.</summary>
    internal Predictions(float[] logits, IReadOnlyList<int> labels)
    {
        this.logits = logits;
        this.labels = labels;
        classes = logits.Length / labels.Count;
        scaledLogits = [.. Enumerable.Range(0, labels.Count).Select(Scale)];
    }

    /// <summary>The number of records.</summary>
    public int Count => labels.Count;

    /// <summary>The logits of a record, one for each class.</summary>
    public ReadOnlySpan<float> Logits(int record) => logits.AsSpan(record * classes, classes);

    /// <summary>The scaled logit φ = z_y − ln Σ_{j≠y} e^{z_j} = ln(p/(1 − p)) of the true label (Carlini et al. 2022, section IV-C).</summary>
    public double ScaledLogit(int record) => scaledLogits[record];

    /// <summary>The scaled logit of every record.</summary>
    public ReadOnlySpan<double> ScaledLogits => scaledLogits;

    /// <summary>The cross-entropy loss −ln p of the true label: ln(1 + e^{−φ}).</summary>
    public double Loss(int record) => Losses[record];

    /// <summary>The loss of every record; computed when it is first asked for, since each federation is a reference of all others.</summary>
    public ReadOnlySpan<double> Losses => losses ??= Array.ConvertAll(scaledLogits, phi =>
        phi > 0 ? double.LogP1(Math.Exp(-phi)) : double.LogP1(Math.Exp(phi)) - phi);

    /// <summary>The probability p of the true label of every record, computed like the losses: e^{−ℓ}.</summary>
    public ReadOnlySpan<double> Confidences => confidences ??= Array.ConvertAll(Losses.ToArray(), loss => Math.Exp(-loss));

    /// <summary>Whether the label with the highest logit is the true one.</summary>
    public bool IsRight(int record) => Answer(record) == labels[record];

    /// <summary>The label with the highest logit.</summary>
    public int Answer(int record)
    {
        var z = Logits(record);
        var best = 0;
        for (var j = 1; j < z.Length; j++)
        {
            best = z[j] > z[best] ? j : best;
        }

        return best;
    }

    private double Scale(int record)
    {
        var z = Logits(record);
        var highest = double.NegativeInfinity;
        for (var j = 0; j < z.Length; j++)
        {
            highest = j == labels[record] ? highest : Math.Max(highest, z[j]);
        }

        // The SUM of the other probabilities, and never 1 − p, which loses all digits when p is near 1.
        var others = 0.0;
        for (var j = 0; j < z.Length; j++)
        {
            others += j == labels[record] ? 0 : Math.Exp(z[j] - highest);
        }

        return z[labels[record]] - highest - Math.Log(others);
    }
}
