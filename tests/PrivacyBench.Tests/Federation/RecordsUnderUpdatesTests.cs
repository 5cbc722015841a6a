using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Tests.Federation;

/// <summary>One pass for several updates against one model after another, whose gradients are made in full.</summary>
internal sealed class RecordsUnderUpdatesTests
{
    private static readonly Candidates Records = new(TinyFederations.Digits, [3, 1, 4, 15, 9, 26]);

    private static readonly Architecture[] Architectures =
        [new Softmax(), new Mlp { Hidden = [16] }, new Mlp { Hidden = [12, 8], Activation = Activation.Tanh, Dropout = 0.2 }, new Cnn { Channels = [3, 4] }];

    // Before it is trained, a residual network gives all records one label.
    private static readonly Architecture[] WithResidual = [.. Architectures, new ResNet { Channels = [4], Groups = 2 }];

    [Test]
    public void One_pass_says_what_models_one_by_one_say([ValueSource(nameof(WithResidual))] Architecture architecture)
    {
        var model = new Model(architecture, TinyFederations.Digits.FeatureCount, TinyFederations.Digits.ClassNames.Count);
        var start = model.Initialise(new RandomStream(1));
        float[][] updates = [.. Enumerable.Range(0, 3).Select(k => model.Initialise(new RandomStream(2).Named("update", k)).Select(v => v / 2).ToArray())];
        float[][] locals = [.. updates.Select(update => start.Zip(update, (s, u) => s + u).ToArray())];

        var found = RecordsUnderUpdates.Of(model, start, updates, Records);
        for (var i = 0; i < Records.Count; i++)
        {
            var gradient = Inference.Gradient(model, start, Single(i));
            Assert.That(found.Norms[i], Is.EqualTo(Norm(gradient)).Within(1e-4));
            for (var k = 0; k < 3; k++)
            {
                Assert.That(found.Losses[k][i], Is.EqualTo(Inference.Query(model, [locals[k]], Single(i))[0].Loss(0)).Within(1e-5));
                Assert.That(found.LocalNorms[k][i], Is.EqualTo(Norm(Inference.Gradient(model, locals[k], Single(i)))).Within(1e-4));
                Assert.That(found.Products[k][i], Is.EqualTo(gradient.Zip(updates[k], (g, u) => (double)g * u).Sum()).Within(1e-4));
            }
        }
    }

    [Test]
    public void Labels_under_added_noise_are_those_of_records_with_the_noise([ValueSource(nameof(Architectures))] Architecture architecture)
    {
        var model = new Model(architecture, TinyFederations.Digits.FeatureCount, TinyFederations.Digits.ClassNames.Count);
        var parameters = model.Initialise(new RandomStream(1));
        var (width, copies) = (TinyFederations.Digits.FeatureCount, 5);
        var noise = new float[copies * width];
        new RandomStream(3).FillGaussian(noise, 2);
        float[] noised =
            [.. Records.Records.SelectMany(record => Enumerable.Range(0, copies).SelectMany(copy => Enumerable.Range(0, width)
                .Select(j => TinyFederations.Digits.Record(record)[j] + noise[(copy * width) + j])))];
        int[] labels = new int[Records.Count * copies];
        var asked = Inference.Query(model, [parameters], new(TinyFederations.Digits with { Features = noised, Labels = labels }, [.. Enumerable.Range(0, labels.Length)]))[0];

        var answers = Inference.Labels(model, parameters, Records, noise);
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, labels.Length).Select(asked.Answer)));
        Assert.That(answers.Distinct().Count(), Is.GreaterThan(1));
    }

    private static Candidates Single(int record) => new(Records.Data, [Records.Records[record]]);

    private static double Norm(float[] of) => Math.Sqrt(of.Sum(v => (double)v * v));
}
