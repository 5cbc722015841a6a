using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

/// <summary>Federations of four clients with ten records each; guessing is right once in four.</summary>
internal static class AnsweredCells
{
    public const int Clients = 4;
    public const int RecordsPerClient = 10;

    /// <param name="federations">The number of federations.</param>
    /// <param name="answer">The answer for a record of a client.</param>
    public static AnsweredFederation[] Of(int federations, Func<int, int, int> answer) => [.. Enumerable.Range(0, federations).Select(f =>
    {
        int[] records = [.. Enumerable.Range(0, Clients * RecordsPerClient)];
        int[] sources = [.. records.Select(record => record / RecordsPerClient)];
        return new AnsweredFederation(
            f,
            records,
            sources,
            [.. records.Select(record => answer(record, sources[record]))],
            [.. records.Select(_ => 1.0 / Clients)],
            [.. records.Select(_ => Math.Log(0.5))]);
    })];
}
