using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The share of population records z' that the record z dominates: [p_θ(z)/p(z)] / [p_θ(z')/p(z')] ≥ γ, with p(z) the probability of the
/// true label averaged over models with and without z. Offline there are no models with z, and p(z) = ½((1 + a)·mean_out p_θ'(z) + 1 − a)
/// (Zarifzadeh, Liu and Shokri 2024, algorithm 1 and equation 10).
/// </summary>
/// <remarks>
/// Nobody trains on population records, so their p(z') always takes the offline form. The share has steps of 1/|population|; the
/// continuous form ln(p_θ(z)/p(z)) − mean_z' ln(p_θ(z')/p(z')) has none.
/// </remarks>
public sealed record Rmia : MembershipAttack<FinalModel>
{
    private const double UsualA = 0.3;
    private static readonly double[] ValuesOfA = [.. Enumerable.Range(0, 11).Select(i => i / 10.0)];

    /// <summary>Whether p(z) uses references that trained on the record, where there are any.</summary>
    public bool Online { get; init; }

    /// <summary>Whether the score is the continuous form.</summary>
    public bool Continuous { get; init; }

    /// <summary>γ, at least 1. Whatever it is, records of one federation keep their order, so there is nothing to choose on references.</summary>
    [Range(1, double.MaxValue)]
    public double Gamma { get; init; } = 1;

    /// <summary>a, from 0 to 1; null: chosen from {0, 0.1, …, 1} on references played as targets.</summary>
    [Range(0, 1)]
    public double? A { get; init; }

    /// <inheritdoc/>
    public override string Label => VariantLabel.Of(
        base.Label,
        Online ? "online" : null,
        Continuous ? "continuous" : null,
        VariantLabel.Given("γ", Gamma == 1 ? null : Gamma),
        VariantLabel.Given("a", A));

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var population = Population.Of(candidates, this);
        Answers Of(FinalModel model) => new(model.Query(candidates), model.Query(population));
        var models = Enumerable.Range(0, references.Count).Select(r => Of(references.Seen(r))).ToArray();
        var a = A ?? ChooseA(models, references, random);
        var usual = UsualConfidences.Of(models, references, except: -1);
        var (records, others) = Ratios(Of(seen), usual, a, Online);
        if (Continuous)
        {
            var mean = others.Average();
            return Array.ConvertAll(records, ratio => ratio - mean);
        }

        Array.Sort(others);
        return Array.ConvertAll(records, ratio => (double)CountUpTo(others, ratio - Math.Log(Gamma)) / others.Length);
    }

    /// <summary>The a whose offline ratios best tell the members of references that are played as targets.</summary>
    private static double ChooseA(Answers[] models, References<FinalModel> references, RandomStream random)
    {
        if (references.Count < 2)
        {
            return UsualA;
        }

        var targets = ReferenceTargets.Draw(references.Count, random);
        var without = targets.ToDictionary(r => r, r => UsualConfidences.Of(models, references, except: r));
        var members = targets.ToDictionary(r => r, r => references.Members(r).ToArray());
        return ReferenceTargets.Choose(ValuesOfA, targets, (a, r) =>
            ReferenceTargets.Area(Ratios(models[r].Candidates, without[r].WithBoth(a, online: false)), members[r]));
    }

    /// <summary>ln(p_θ(z)/p(z)) of the candidates and of the population.</summary>
    private static (double[] Candidates, double[] Population) Ratios(Answers model, UsualConfidences usual, double a, bool online) => (
        Ratios(model.Candidates, usual.WithBoth(a, online)),
        Ratios(model.Population, Array.ConvertAll(usual.Population, p => Mixed(p, a))));

    private static double[] Ratios(Predictions model, double[] usual)
    {
        var ratios = new double[usual.Length];
        var losses = model.Losses;
        for (var i = 0; i < ratios.Length; i++)
        {
            ratios[i] = -losses[i] - Math.Log(Math.Max(usual[i], double.Epsilon));
        }

        return ratios;
    }

    /// <summary>½(p_in + p_out) where p_in is taken to be a·p_out + 1 − a.</summary>
    private static double Mixed(double outside, double a) => 0.5 * (((1 + a) * outside) + 1 - a);

    /// <summary>How many of some ascending numbers are at most a number.</summary>
    private static int CountUpTo(double[] ascending, double most)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] <= most ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>What one model says of the candidates and of the population.</summary>
    private sealed record Answers(Predictions Candidates, Predictions Population);

    /// <summary>Mean probabilities over references: NaN where there is no model of the kind.</summary>
    private sealed record UsualConfidences(double[] Inside, double[] Outside, double[] Population)
    {
        public static UsualConfidences Of(Answers[] models, References<FinalModel> references, int except)
        {
            var (inside, all) = (new double[models[0].Candidates.Count], new double[models[0].Candidates.Count]);
            var insiders = new double[inside.Length];
            var population = new double[models[0].Population.Count];
            var used = 0;
            foreach (var (r, model) in models.Index().Where(of => of.Index != except))
            {
                used++;
                var weights = references.Weights(r, ofMembers: true);
                TensorPrimitives.Add(population, model.Population.Confidences, population);
                TensorPrimitives.Add(all, model.Candidates.Confidences, all);
                TensorPrimitives.MultiplyAdd(model.Candidates.Confidences, weights, inside, inside);
                TensorPrimitives.Add(insiders, weights, insiders);
            }

            // 0/0 is NaN: there is no model of the kind.
            return new(
                [.. inside.Zip(insiders, (sum, count) => sum / count)],
                [.. all.Select((sum, i) => used == insiders[i] ? double.NaN : (sum - inside[i]) / (used - insiders[i]))],
                Array.ConvertAll(population, sum => sum / used));
        }

        /// <summary>p(z) of each candidate; one that every reference trained on takes the usual mean of the others.</summary>
        public double[] WithBoth(double a, bool online)
        {
            var usual = Outside.Where(p => !double.IsNaN(p)).DefaultIfEmpty(1).Average();
            return
            [
                .. Outside.Select((p, i) =>
                {
                    var outside = double.IsNaN(p) ? usual : p;
                    return online && !double.IsNaN(Inside[i]) ? 0.5 * (Inside[i] + outside) : Mixed(outside, a);
                }),
            ];
        }
    }
}
