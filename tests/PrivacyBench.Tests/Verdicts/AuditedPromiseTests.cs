using PrivacyBench.Accounting;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Sections;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Verdicts;

internal sealed class AuditedPromiseTests
{
    private static readonly Guarantee Records = new(new(2), 1e-5, "record", "add-or-remove", "pld, Poisson sampling at rate 0.1", 20, ["external"]);
    private static readonly Guarantee Clients = Records with { Unit = "client" };

    [TestCase(1.9, false)]
    [TestCase(2.1, true)]
    public void A_lower_bound_above_the_promise_refutes_it_and_fails_the_outcome(double bound, bool refuted)
    {
        var results = Audited(Records, new AuditBound("clopper-pearson", 0.3, 3), new AuditBound("one-run", bound, 4));
        var promise = AuditedPromise.All(results.Cells, results.Defenses).Single();

        Assert.That(promise.IsRefuted, Is.EqualTo(refuted), promise.Sentence);
        Assert.That(Outcome.Of(results).Verdict, Is.EqualTo(refuted ? Verdict.Fails : Verdict.Holds));
    }

    [Test]
    public void The_sentence_names_the_likeliest_causes()
    {
        string Sentence(params AuditBound[] bounds)
        {
            var results = Audited(Records, bounds);
            return AuditedPromise.All(results.Cells, results.Defenses).Single().Sentence;
        }

        Assert.That(Sentence(new AuditBound("one-run", 9, 10)), Does.Contain("Likeliest causes: noise that some of the 20 rounds do not get"));
        Assert.That(Sentence(new AuditBound("one-run", 2.3, 10)), Does.Contain("Likeliest causes: batches of a fixed size"));
        Assert.That(Sentence(new AuditBound("curve", 9, 10), new AuditBound("one-run", 1, 4)), Does.Contain("Only bounds that presume the promised kind of noise"));
    }

    [Test]
    public void A_client_is_beyond_what_is_promised_for_records_and_a_record_replaces_its_client()
    {
        Assert.That(AuditedPromise.Against([Records], "external", "client"), Is.Null);
        Assert.That(AuditedPromise.Against([Records], "server", "record"), Is.Null, "nothing is promised there");
        Assert.That(AuditedPromise.Against([Records], "external", "record")!.Value.Epsilon.Value, Is.EqualTo(2));
        Assert.That(AuditedPromise.Against([Clients], "external", "record")!.Value.Epsilon.Value, Is.EqualTo(4));
        Assert.That(
            AuditedPromise.Against([Clients with { GaussianMu = 0.4 }], "external", "record")!.Value.Epsilon.Value,
            Is.EqualTo(GaussianCurve.Epsilon(0.8, 1e-5)));
    }

    [Test]
    public void An_audit_that_could_show_nothing_is_mute_and_the_report_says_why()
    {
        var results = Audited(Records, new AuditBound("one-run", null, null, "No attack on so few canaries could show anything."));
        Assert.That(AuditedPromise.All(results.Cells, results.Defenses).Single().Mute, Does.StartWith("No attack"));

        var section = AuditsSection.Of(results)!;
        Assert.That(section.Tables, Is.Empty);
        Assert.That(section.Paragraphs, Has.Some.Contains("No attack on so few canaries"));
    }

    [Test]
    public void What_promises_nothing_is_shown_and_never_refuted()
    {
        var results = Audited(Records with { ProtectsFrom = ["server"] }, new AuditBound("one-run", 9, 10));
        Assert.That(AuditedPromise.All(results.Cells, results.Defenses).Single(), Has.Property("Guarantee").Null.And.Property("IsRefuted").False);
    }

    private static Results Audited(Guarantee guarantee, params AuditBound[] bounds)
    {
        var sample = SampleResults.Of();
        var attack = sample.Cells[0].Attacks[1] with { OnCanaries = true, Audit = new("record", 1e-5, 0.95, bounds) };
        return sample with
        {
            Cells = [sample.Cells[0] with { Attacks = [attack] }],
            Defenses = [sample.Defenses[0] with { Guarantees = [guarantee] }],
            Claims = [],
        };
    }
}
