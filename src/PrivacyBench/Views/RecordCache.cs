using System.Runtime.CompilerServices;
using PrivacyBench.Data;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>Remembers what was computed for each list of records for as long as somebody holds the list.</summary>
internal class RecordCache<T>(Func<Candidates, T> compute)
    where T : class
{
    private readonly Lock gate = new();
    private readonly ConditionalWeakTable<Candidates, T> known = [];

    public T Get(Candidates candidates)
    {
        // One computation at a time: the others wait for it instead of computing it again.
        lock (gate)
        {
            return known.GetValue(candidates, list => compute(list));
        }
    }
}

/// <summary>The answers of models to each list of records.</summary>
internal sealed class QueryCache(Func<Candidates, IReadOnlyList<Predictions>> query) : RecordCache<IReadOnlyList<Predictions>>(query);
