using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Sharing;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography;

/// <summary>Messages borrow their memory and give it back, so that a long run allocates no more in a late round than in an early one.</summary>
[NonParallelizable]
internal sealed class MemoryOfRoundsTests
{
    private const int Clients = 10;
    private const int Length = 50_000;
    private const int VectorBytes = sizeof(uint) * Length;

    private static readonly PartyProtocol[] Protocols =
        [new PlainSum(), new AdditiveShares(3), new ShamirShares(), new VerifiedShares(), new SecureAggregation()];

    [TestCaseSource(nameof(Protocols))]
    public void A_round_allocates_as_much_as_the_rounds_before_it(PartyProtocol protocol)
    {
        long[] allocated = Allocated(protocol, rounds: 12);

        // Memory that was lent may be trimmed in between, so the least of some rounds counts; a list of rounds that grows is not a vector.
        Assert.That(allocated[7..].Min(), Is.EqualTo(allocated[2..7].Min()).Within(VectorBytes / 8));
    }

    [TestCase("plain")]
    [TestCase("additive-shares")]
    [TestCase("secure-aggregation")]
    public void Messages_of_vectors_take_no_new_memory_after_the_first_rounds(string name)
    {
        long least = Allocated((PartyProtocol)AggregationProtocols.All[name](), rounds: 6)[2..].Min();

        // The sum as it is added up and as it is released, of 8 bytes a value, and keys; every client sends a vector.
        Assert.That(least, Is.LessThan(6 * VectorBytes));
    }

    [Test]
    public void What_was_lent_is_cleared()
    {
        Memory<byte> bytes;
        using (Message message = Message.Of([1, 2, 3]))
            bytes = message.Bytes;

        Assert.That(bytes.ToArray(), Is.All.Zero);
    }

    private static long[] Allocated(PartyProtocol protocol, int rounds)
    {
        ulong[][] inputs = AdditiveSharesTests.Ranged(Clients, Length, 20, false, 2);
        return [.. Enumerable.Range(0, rounds).Select(round =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            protocol.Sum(new() { Inputs = inputs, ModulusBits = 20, Round = round });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        })];
    }
}
