using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// A classifier of members against non-members, trained on what references say of records: the probabilities in descending order, the
/// loss of the true label, and the label (Shokri et al. 2017, section V, with one classifier for all labels; references are its shadow
/// models). The score is the logit of its answer for the target.
/// </summary>
public sealed record ShadowClassifier : MembershipAttack<FinalModel>
{
    private const int MostExamples = 2000;

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var models = Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates)).ToArray();
        var examples = Examples(references, candidates, random.Named("examples"));
        var network = SmallNetwork.Fit(
            Array.ConvertAll(examples, e => Inputs(models[e.Reference], e.Record, candidates)),
            1,
            (i, outputs, derivatives) => LogisticLoss(examples[i].IsMember, outputs, derivatives),
            random.Named("network"));
        var target = seen.Query(candidates);
        return [.. Enumerable.Range(0, candidates.Count).Select(i => (double)network.Outputs(Inputs(target, i, candidates))[0])];
    }

    /// <summary>Pairs of a reference and a record, drawn at random among all.</summary>
    private static (int Reference, int Record, bool IsMember)[] Examples(
        References<FinalModel> references, Candidates candidates, RandomStream random) =>
    [
        .. random.Permutation(references.Count * candidates.Count).Take(MostExamples)
            .Select(pair => (Reference: pair / candidates.Count, Record: pair % candidates.Count))
            .Select(pair => (pair.Reference, pair.Record, references.IsMember(pair.Reference, pair.Record))),
    ];

    /// <summary>−ln of the probability given to the truth, its output being the logit of "member".</summary>
    private static double LogisticLoss(bool isMember, ReadOnlySpan<float> outputs, Span<float> derivatives)
    {
        var margin = isMember ? outputs[0] : -outputs[0];
        var wrong = 1 / (1 + Math.Exp(margin));
        derivatives[0] = (float)(isMember ? -wrong : wrong);
        return margin > 0 ? double.LogP1(Math.Exp(-margin)) : double.LogP1(Math.Exp(margin)) - margin;
    }

    private static float[] Inputs(Predictions model, int record, Candidates candidates)
    {
        var logits = model.Logits(record);
        var inputs = new float[(2 * logits.Length) + 1];
        var probabilities = inputs.AsSpan(0, logits.Length);
        System.Numerics.Tensors.TensorPrimitives.SoftMax(logits, probabilities);
        probabilities.Sort();
        probabilities.Reverse();
        // The loss reaches over many powers of ten, and the network wants inputs of about unit size.
        inputs[logits.Length] = (float)(Math.Log(1e-6 + model.Loss(record)) / 5);
        inputs[logits.Length + 1 + candidates.Label(record)] = 1;
        return inputs;
    }
}
