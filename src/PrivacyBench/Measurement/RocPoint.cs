namespace PrivacyBench.Measurement;

/// <summary>A point of a pooled ROC curve with its pointwise interval.</summary>
/// <param name="Fpr">The false positive rate.</param>
/// <param name="Tpr">The largest true positive rate whose empirical false positive rate is at most that, ties split by a coin, with its interval.</param>
/// <param name="Resolvable">Whether at least ten false positives are expected at that rate; else draw the point as uncertain.</param>
public sealed record RocPoint(double Fpr, Rate Tpr, bool Resolvable);
