using MathNet.Numerics.LinearAlgebra;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Attacks.Membership;

/// <summary>What attacks fit for themselves: a network, a covariance, a parameter chosen on references, perturbed copies.</summary>
internal sealed class AdversarysModelTests
{
    [Test]
    public void A_small_network_learns_a_mean_that_is_not_linear()
    {
        var random = new RandomStream(1);
        float[][] records = [.. Enumerable.Range(0, 400).Select(_ => new[] { (float)((4 * random.Uniform()) - 2), (float)random.Uniform() })];
        var network = SmallNetwork.Fit(
            records,
            1,
            (i, outputs, derivatives) =>
            {
                var residual = outputs[0] - Math.Abs(records[i][0]);
                derivatives[0] = (float)residual;
                return 0.5 * residual * residual;
            },
            random.Named("network"));

        Assert.That(records.Average(r => Math.Abs(network.Outputs(r)[0] - Math.Abs(r[0]))), Is.LessThan(0.1));
    }

    [Test]
    public void A_shrunk_covariance_is_that_of_a_plain_computation()
    {
        // Five observations of three numbers: S = XᵀX/5, written out, and the formula of Ledoit and Wolf 2004 beside it.
        double[][] x = [[1, 2, 0], [-1, 0, 1], [0, -2, 1], [2, 1, -1], [-2, -1, -1]];
        var data = Matrix<double>.Build.DenseOfRowArrays(x);
        var sample = data.Transpose() * data / 5;
        var mean = sample.Trace() / 3;
        var identity = Matrix<double>.Build.DenseIdentity(3);
        var d2 = (sample - (mean * identity)).PointwisePower(2).Enumerate().Sum() / 3;
        var b2 = x.Sum(row =>
        {
            var vector = Vector<double>.Build.Dense(row);
            return (vector.OuterProduct(vector) - sample).PointwisePower(2).Enumerate().Sum() / 3;
        }) / 25;
        var shrinkage = Math.Min(b2, d2) / d2;
        var expected = (shrinkage * mean * identity) + ((1 - shrinkage) * sample);

        Assert.That(shrinkage, Is.InRange(0.1, 0.9), "the case must not sit at an end");
        Assert.That((Covariance(x) - expected).InfinityNorm(), Is.LessThan(1e-7));
    }

    [Test]
    public void One_observation_still_gives_a_covariance_that_can_be_inverted() =>
        Assert.That(Covariance([[1, 2]]).Determinant(), Is.Positive);

    [Test]
    public void The_area_of_a_reference_counts_pairs_and_halves_ties()
    {
        // Members 3, 1, 2 against others 1, 2: wins 2 + 0 + 1, ties 0 + 1 + 1, of 6 pairs.
        Assert.That(ReferenceTargets.Area([3, 1, 1, 2, 2], [true, true, false, true, false]), Is.EqualTo((3 + (0.5 * 2)) / 6).Within(1e-12));
        Assert.That(ReferenceTargets.Area([3, 1], [true, true]), Is.EqualTo(0.5));
    }

    [Test]
    public void A_parameter_is_chosen_by_references_and_without_them_is_the_first() => Assert.Multiple(() =>
    {
        Assert.That(ReferenceTargets.Choose([1.0, 2, 3], [0, 1], (value, r) => -Math.Abs(value - 1.6 - r)), Is.EqualTo(2));
        Assert.That(ReferenceTargets.Choose([1.0, 2, 3], [], (_, _) => 0.5), Is.EqualTo(1));
    });

    [Test]
    public void Shifts_move_an_image_in_all_ways_of_the_distance_and_repeat_its_border()
    {
        var image = new Dataset("image", [1, 2, 3, 4, 5, 6, 7, 8, 9], 3 * 3, [1], ["a", "b"], null, "");
        var copies = Perturbation.Shifts(new Candidates(image, [0]), 3, Perturbation.Ways(1));
        var rows = Enumerable.Range(0, copies.Count).Select(i => string.Join(' ', copies.Data.Record(i).ToArray())).ToArray();

        Assert.That(rows, Is.EquivalentTo((string[])
        [
            "1 2 3 1 2 3 4 5 6", "4 5 6 7 8 9 7 8 9", "1 1 2 4 4 5 7 7 8", "2 3 3 5 6 6 8 9 9",
        ]));
        Assert.That(copies.Data.Labels, Is.All.EqualTo(1));
        Assert.That(Perturbation.Ways(2), Has.Length.EqualTo(8));
    }

    [Test]
    public void Noisy_copies_have_the_deviation_and_the_label_that_were_asked_for()
    {
        var records = new Candidates(TinyFederations.Digits, [5, 9]);
        var noise = Perturbation.Noise(records, 50, 0.5, new RandomStream(1));
        var copies = Perturbation.Noised(records, noise.AsSpan(0, 64));

        Assert.That(Math.Sqrt(noise.Average(e => e * e)), Is.EqualTo(0.5).Within(0.03));
        Assert.That(copies.Data.Record(1).ToArray(), Is.EqualTo(noise.Zip(TinyFederations.Digits.Record(9).ToArray(), (e, x) => e + x)).Within(1e-6));
        Assert.That(copies.Data.Labels, Is.EqualTo(records.Records.Select(record => TinyFederations.Digits.Labels[record])));
    }

    /// <summary>The covariance of observations, which are added column by column.</summary>
    private static Matrix<double> Covariance(double[][] observations)
    {
        var covariance = new LedoitWolf(observations[0].Length);
        covariance.Add([.. observations[0].Select((_, number) => observations.Select(of => of[number]).ToArray())]);
        return covariance.Of(observations.Length);
    }
}
