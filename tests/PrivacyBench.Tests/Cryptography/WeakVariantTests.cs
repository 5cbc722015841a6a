using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography;

/// <summary>Variants that are weak on purpose, and the attacks that break them: if these fail, other tests see no leak either.</summary>
internal sealed class WeakVariantTests
{
    private const int Bits = 32;
    private static readonly Party Server = Party.Server(0);

    [Test]
    public void Whoever_knows_the_seed_of_the_masks_takes_them_off()
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(5, 40, Bits, false, 8);
        // The adversary runs the round again with the known seed and vectors of zeros: what the server then gets are the masks.
        ulong[][] seen = SeenByServer(inputs, seed: 3), masks = SeenByServer([.. inputs.Select(_ => new ulong[40])], seed: 3);

        for (int i = 0; i < inputs.Length; i++)
            Assert.That(seen[i].Zip(masks[i], (s, m) => s - m & uint.MaxValue), Is.EqualTo(inputs[i]));
    }

    [Test]
    public void Whoever_does_not_know_it_sees_uniform_numbers()
    {
        ulong[][] inputs = [new ulong[64_000], new ulong[64_000], new ulong[64_000]];
        ulong[] seen = SeenByServer(inputs, seed: 4)[0];

        // 255 degrees of freedom: below 348 with probability 0.9999; the seed is fixed.
        Assert.That(seen.CountBy(word => word >> 24).Sum(cell => Math.Pow(cell.Value - 250, 2) / 250), Is.InRange(150, 348));
    }

    [Test]
    public void All_aggregators_together_open_an_update_and_all_but_one_do_not()
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(2, 40, Bits, false, 8);
        var shown = new Shown(receiver => !receiver.IsClient);
        new AdditiveShares(3).Sum(new() { Inputs = inputs, ModulusBits = Bits, Shown = shown });
        byte[][] shares = [.. shown.Payloads.Where(p => p.Step == "share" && p.Sender == Party.Client(1)).OrderByDescending(p => p.Receiver.Number).Select(p => p.Content)];
        byte[] sum = [.. shares[0]];
        Mask.Apply(sum, Bits, [new(shares[1], Subtract: false)]);

        Assert.That(VectorBytes.Read(sum, Bits), Is.Not.EqualTo(inputs[1]));
        Mask.Apply(sum, Bits, [new(shares[2], Subtract: false)]);
        Assert.That(VectorBytes.Read(sum, Bits), Is.EqualTo(inputs[1]));
    }

    [Test]
    public void Sums_with_and_without_a_client_give_its_vector_which_is_why_a_second_release_is_refused()
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(6, 40, Bits, false, 8);
        ulong[] all = new SecureAggregation().Sum(new() { Inputs = inputs, ModulusBits = Bits }).Sum;
        ulong[] without = new SecureAggregation().Sum(new() { Inputs = inputs, ModulusBits = Bits, Dropouts = new Dictionary<int, int> { [2] = 2 } }).Sum;

        Assert.That(all.Zip(without, (a, w) => a - w & uint.MaxValue), Is.EqualTo(inputs[2]));
    }

    [Test]
    public void The_server_is_never_shown_both_shares_of_a_client()
    {
        var shown = new Shown(receiver => receiver == Server);
        new SecureAggregation().Sum(new()
        {
            Inputs = AdditiveSharesTests.Ranged(6, 4, Bits, false, 8),
            ModulusBits = Bits,
            Dropouts = new Dictionary<int, int> { [2] = 2 },
            Shown = shown,
        });

        // Each survivor answers with one share of each of its five neighbours.
        Assert.That(shown.Payloads.Where(p => p.Step == "unmask").Select(p => p.Content.Length), Is.All.EqualTo(5 * ShamirSecret.ShareBytes));
        Assert.That(shown.Payloads.Count(p => p.Step == "unmask"), Is.EqualTo(5));
    }

    /// <summary>The masked vectors that the server opened, by client, where all keys come from a seed.</summary>
    private static ulong[][] SeenByServer(ulong[][] inputs, long seed)
    {
        using var keys = new ReproducibleKeys(seed);
        var shown = new Shown(receiver => receiver == Server);
        new SecureAggregation().Sum(new() { Inputs = inputs, ModulusBits = Bits, Keys = keys, Shown = shown });
        return [.. shown.Payloads.Where(p => p.Step == "mask").OrderBy(p => p.Sender.Number).Select(p => VectorBytes.Read(p.Content, Bits))];
    }
}
