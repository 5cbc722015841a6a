using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyBench.Arms;
using PrivacyBench.Reports;

namespace PrivacyBench.Cli.Verbs;

/// <summary>What <c>privacybench aggregate</c> prints of the rounds that it ran.</summary>
/// <param name="Asked">The protocol as it was asked for.</param>
/// <param name="Study">The rounds.</param>
internal sealed record AggregateReport(ProtocolChoice Asked, AggregationStudy Study)
{
    public bool IsCorrect => Study.Trials.All(trial => trial.Correct);

    private double LargestError => Study.Trials.Max(trial => trial.MaxAbsoluteError);

    public JsonObject ToJson(IReadOnlyList<string> reasons) => new()
    {
        ["protocol"] = Asked.Name,
        ["clients"] = Asked.Clients,
        ["parameters"] = Asked.Parameters,
        ["dropped"] = Asked.Drop,
        ["rounds"] = Study.Trials.Count,
        ["fitForProduction"] = !Asked.ReproducibleKeys,
        ["correct"] = IsCorrect,
        ["maxAbsoluteError"] = LargestError,
        ["cost"] = Cost(),
        ["parties"] = new JsonArray(
        [
            .. Study.Trials[^1].Outcome.Parties.Select(party => new JsonObject
            {
                ["party"] = party.Party.ToString(),
                ["seconds"] = party.Seconds,
                ["bytesOut"] = party.Traffic.BytesOut,
                ["bytesIn"] = party.Traffic.BytesIn,
                ["messagesOut"] = party.Traffic.MessagesOut,
                ["messagesIn"] = party.Traffic.MessagesIn,
                ["peakMemoryBytes"] = party.PeakMemoryBytes,
            }),
        ]),
        ["phases"] = new JsonArray(
        [
            .. Study.Phases.Select(phase => new JsonObject
            {
                ["name"] = phase.Name,
                ["seconds"] = phase.Seconds,
                ["bytes"] = phase.Bytes,
                ["isSetUp"] = phase.IsSetUp,
            }),
        ]),
        ["parametersOfScheme"] = new JsonArray([.. reasons.Select(reason => (JsonNode)reason)]),
    };

    public void Write(TextWriter output)
    {
        var cost = Study.Cost;
        output.WriteLine(FormattableString.Invariant($"{Asked.Name}: {Asked.Clients} clients, {Asked.Drop} of them dropped out, {Asked.Parameters} values"));
        output.WriteLine(IsCorrect ? "The sum is that in the clear." : "THE SUM IS WRONG: it is not that in the clear.");
        output.WriteLine($"Largest error of the fixed point: {Numbers.Significant(LargestError)}.");
        output.WriteLine(
            $"A client sends {Numbers.Bytes(cost.UploadBytesPerClientPerRound)}, {Numbers.Significant(cost.Expansion)} times its packed values "
            + $"(the most that one sends: {Numbers.Bytes(cost.LargestUploadBytes)}), and receives {Numbers.Bytes(cost.DownloadBytesPerClientPerRound)}.");
        output.WriteLine($"CPU time: {Times.Interval(cost.ClientSeconds)} of a client, {Times.Interval(cost.ServerSeconds)} of the servers.");
        if (cost.SetUp is { } keys)
        {
            output.WriteLine(
                $"Before the first round, for keys: a client sends {Numbers.Bytes(keys.UploadBytes)} (at most {Numbers.Bytes(keys.LargestUploadBytes)}), "
                + $"receives {Numbers.Bytes(keys.DownloadBytes)} and computes for {Numbers.Seconds(keys.ClientSeconds)}.");
        }

        var (lan, wan, mobile) = cost.ModelledRoundSeconds;
        output.WriteLine(
            $"A round would take {Numbers.Seconds(lan)} over LAN, {Numbers.Seconds(wan)} over WAN, {Numbers.Seconds(mobile)} over mobile: the slowest parties' "
            + "computing, bytes over the links of clients and of servers (1 Gbit/s), latencies.");
        foreach (var phase in Study.Phases)
        {
            output.WriteLine($"  {phase.Name,-20} {Numbers.Seconds(phase.Seconds),10} {Numbers.Bytes(phase.Bytes),10}{(phase.IsSetUp ? "  once" : "")}");
        }

        if (Asked.ReproducibleKeys)
        {
            output.WriteLine("Keys derive from the number of the round: unfit for production.");
        }
    }

    /// <summary>As in the results of a run, without what an aggregation alone does not have.</summary>
    private JsonObject Cost()
    {
        var cost = JsonSerializer.SerializeToNode(Study.Cost, ResultsFile.Options)!.AsObject();
        foreach (var absent in new[] { "trainingSeconds", "plain", "peakMemoryBytes", "projected" })
        {
            cost.Remove(absent);
        }

        return cost;
    }
}
