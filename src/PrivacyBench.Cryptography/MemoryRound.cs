using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>One round inside this process: in each step the parties that act in it run one after the other, or clients side by side.</summary>
internal sealed class MemoryRound : IDisposable
{
    private readonly PartyProtocol protocol;
    private readonly AggregationRequest request;
    private readonly Channel channel;
    private readonly CostLedger book = new();
    private readonly Actor[] actors;

    public MemoryRound(PartyProtocol protocol, AggregationRequest request)
    {
        (this.protocol, this.request) = (protocol, request);
        Party[] parties = [.. protocol.Parties(request.Inputs.Count)];
        channel = new Channel(parties, protocol.Number, request, book);
        RoundPlan plan = request.Plan();
        actors = [.. parties.Select(party => new Actor(
            protocol.Program(party, plan, request.InputOf(party), channel.KeysOf(party)),
            channel[party],
            // A server may spread its work over several threads, and then no other party works.
            party.IsClient || request.Workers == 1 ? CpuTime.Of : CpuTime.OfAllThreads,
            protocol.SilentFrom(party, request.DropsOutIn(party))))];
    }

    public AggregationOutcome Run()
    {
        foreach (ProtocolStep step in protocol.Steps)
        {
            Actor[] acting = [.. actors.Where(actor => actor.Next == step && !(step.Number >= actor.SilentFrom?.Number))];
            Traffic[] before = [.. acting.Select(TrafficOf)];
            double[] seconds = new double[acting.Length];
            if (step.OfClients && request.Workers > 1)
                SideBySide(acting, seconds);
            else
                for (int i = 0; i < acting.Length; i++)
                    seconds[i] = acting[i].Act();
            for (int i = 0; i < acting.Length; i++)
                book.Book(step.Name, acting[i].Party, seconds[i], TrafficOf(acting[i]).Less(before[i]));
        }

        Released released = actors.Select(actor => actor.Released).First(output => output is not null)!;
        IReadOnlyDictionary<Party, double> took = book.Seconds;
        PartyCost[] costs = [.. actors.Select(actor => new PartyCost(actor.Party, took[actor.Party], TrafficOf(actor)))];
        return new(released.Sum, released.Survivors, RoundCost.Of(request, costs, book.Phases), book.Phases) { Parties = costs };
    }

    public void Dispose()
    {
        foreach (Actor actor in actors)
            actor.Dispose();
        channel.Dispose();
    }

    private void SideBySide(Actor[] acting, double[] seconds)
    {
        try
        {
            Parallel.For(0, acting.Length, new ParallelOptions { MaxDegreeOfParallelism = request.Workers }, i => seconds[i] = acting[i].Act());
        }
        catch (AggregateException failures)
        {
            throw failures.InnerExceptions.OfType<ProtocolException>().MinBy(failure => failure.Party.Number) ?? failures.InnerExceptions[0];
        }
    }

    private Traffic TrafficOf(Actor actor) => request.Transport.TrafficOf(actor.Party);

    /// <summary>A party with its program's place.</summary>
    private sealed class Actor : IDisposable
    {
        private readonly IPartyProgram program;
        private readonly Endpoint wire;
        private readonly Func<Action, double> time;
        private readonly IEnumerator<ProtocolStep> steps;

        public Actor(IPartyProgram program, Endpoint wire, Func<Action, double> time, ProtocolStep? silentFrom)
        {
            (this.program, this.wire, this.time, SilentFrom) = (program, wire, time, silentFrom);
            steps = program.Run(wire).GetEnumerator();
            Next = steps.MoveNext() ? steps.Current : null;
        }

        public Party Party => wire.Self;

        public ProtocolStep? SilentFrom { get; }

        public ProtocolStep? Next { get; private set; }

        public Released? Released => program.Released;

        /// <summary>Acts in the next step; returns the CPU seconds that it took.</summary>
        public double Act() => time(() => Next = steps.MoveNext() ? steps.Current : null);

        public void Dispose()
        {
            steps.Dispose();
        }
    }
}
