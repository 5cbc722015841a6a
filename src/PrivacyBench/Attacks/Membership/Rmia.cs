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
        var models = Enumerable.Range(0, references.Count).Select(r => Confidences.Of(references.Seen(r), candidates, population)).ToArray();
        var a = A ?? ChooseA(models, references, random);
        var usual = UsualConfidences.Of(models, references, except: -1);
        var (records, others) = Ratios(Confidences.Of(seen, candidates, population), usual, a, Online);
        if (Continuous)
        {
            var mean = others.Average();
            return Array.ConvertAll(records, ratio => ratio - mean);
        }

        Array.Sort(others);
        return Array.ConvertAll(records, ratio => (double)CountUpTo(others, ratio - Math.Log(Gamma)) / others.Length);
    }

    /// <summary>The a whose offline ratios best tell the members of references that are played as targets.</summary>
    private static double ChooseA(Confidences[] models, References<FinalModel> references, RandomStream random)
    {
        if (references.Count < 2)
        {
            return UsualA;
        }

        var targets = ReferenceTargets.Draw(references.Count, random);
        var without = targets.ToDictionary(r => r, r => UsualConfidences.Of(models, references, except: r));
        var members = targets.ToDictionary(r => r, r => Enumerable.Range(0, models[r].Candidates.Length).Select(i => references.IsMember(r, i)).ToArray());
        return ReferenceTargets.Choose(ValuesOfA, targets, (a, r) =>
            ReferenceTargets.Area(Ratios(models[r].Candidates, without[r].WithBoth(a, online: false)), members[r]));
    }

    /// <summary>ln(p_θ(z)/p(z)) of the candidates and of the population.</summary>
    private static (double[] Candidates, double[] Population) Ratios(Confidences model, UsualConfidences usual, double a, bool online) => (
        Ratios(model.Candidates, usual.WithBoth(a, online)),
        Ratios(model.Population, Array.ConvertAll(usual.Population, p => Mixed(p, a))));

    private static double[] Ratios(double[] logConfidences, double[] usual) =>
        [.. logConfidences.Zip(usual, (target, p) => target - Math.Log(Math.Max(p, double.Epsilon)))];

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

    /// <summary>The probability of the true label of each candidate and each population record under one model, and its logarithm.</summary>
    private sealed record Confidences(double[] Candidates, double[] Population)
    {
        public double[] OfCandidates { get; } = Array.ConvertAll(Candidates, Math.Exp);

        public double[] OfPopulation { get; } = Array.ConvertAll(Population, Math.Exp);

        public static Confidences Of(FinalModel model, Candidates candidates, Candidates population) =>
            new(Logs(model.Query(candidates)), Logs(model.Query(population)));

        private static double[] Logs(Predictions model) => [.. Enumerable.Range(0, model.Count).Select(i => -model.Loss(i))];
    }

    /// <summary>Mean probabilities over references: NaN where there is no model of the kind.</summary>
    private sealed record UsualConfidences(double[] Inside, double[] Outside, double[] Population)
    {
        public static UsualConfidences Of(Confidences[] models, References<FinalModel> references, int except)
        {
            var (inside, outside) = (new double[models[0].Candidates.Length], new double[models[0].Candidates.Length]);
            var insiders = new int[inside.Length];
            var population = new double[models[0].Population.Length];
            var used = 0;
            for (var r = 0; r < models.Length; r++)
            {
                if (r == except)
                {
                    continue;
                }

                used++;
                TensorPrimitives.Add(population, models[r].OfPopulation, population);
                for (var i = 0; i < inside.Length; i++)
                {
                    var member = references.IsMember(r, i);
                    (member ? inside : outside)[i] += models[r].OfCandidates[i];
                    insiders[i] += member ? 1 : 0;
                }
            }

            return new(
                [.. inside.Select((sum, i) => sum / insiders[i])],
                [.. outside.Select((sum, i) => sum / (used - insiders[i]))],
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
