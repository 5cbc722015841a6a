using System.Diagnostics.CodeAnalysis;

namespace PrivacyBench;

/// <summary>One thing that a scenario can name.</summary>
/// <param name="Type">The record whose parameters are its scenario keys.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Source">The paper or text it comes from.</param>
public sealed record CatalogueEntry(Type Type, string Summary, string Source);

/// <summary>
/// The names that a scenario can use for one kind of thing, such as attacks. The catalogue alone drives the scenario's
/// reader, its schema, <c>privacybench list</c> and the conformance tests.
/// </summary>
/// <typeparam name="T">The base of the listed records.</typeparam>
public sealed class Catalogue<T>
    where T : notnull
{
    private readonly Dictionary<string, CatalogueEntry> entries = [];
    private readonly Dictionary<Type, string> names = [];

    /// <summary>The entries by name, in the order of listing.</summary>
    public IReadOnlyDictionary<string, CatalogueEntry> Entries => entries;

    /// <summary>Lists a thing; only a catalogue's own initialiser does this.</summary>
    /// <exception cref="ArgumentException">The name or the type is listed already, or the type is not a <typeparamref name="T"/>.</exception>
    [SuppressMessage("Design", "CA1044:Properties should not be write only", Justification = "Read through Entries.")]
    internal CatalogueEntry this[string name]
    {
        init
        {
            if (!value.Type.IsAssignableTo(typeof(T)) || value.Type.IsAbstract)
            {
                throw new ArgumentException($"'{name}' is listed as {value.Type}, which is not a concrete {typeof(T).Name}.");
            }

            entries.Add(name, value);
            names.Add(value.Type, name);
        }
    }

    /// <summary>The name under which a thing is listed; its type's name if it is not, as for one that only a test uses.</summary>
    public string NameOf(T thing) => names.GetValueOrDefault(thing.GetType(), thing.GetType().Name);
}
