using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyBench.Accounting;

/// <summary>The privacy loss ε ≥ 0 of differential privacy; infinity means that nothing is promised.</summary>
[JsonConverter(typeof(EpsilonConverter))]
public readonly record struct Epsilon
{
    /// <summary>An ε of this size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not a number.</exception>
    public Epsilon(double value)
    {
        if (!(value >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "An epsilon is 0 or larger, or infinite.");
        }

        Value = value;
    }

    /// <summary>No promise at all.</summary>
    public static Epsilon Unbounded { get; } = new(double.PositiveInfinity);

    /// <summary>The number; positive infinity when unbounded.</summary>
    public double Value { get; }

    /// <summary>Whether nothing is promised.</summary>
    public bool IsUnbounded => double.IsPositiveInfinity(Value);

    /// <inheritdoc/>
    public override string ToString() => IsUnbounded ? "unbounded" : Value.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>Writes an unbounded ε as the string "unbounded", never as null or 0.</summary>
internal sealed class EpsilonConverter : JsonConverter<Epsilon>
{
    public override Epsilon Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.GetDouble() >= 0 => new(reader.GetDouble()),
            JsonTokenType.String when reader.GetString() == "unbounded" => Epsilon.Unbounded,
            _ => throw new JsonException("An epsilon is a number from 0 or \"unbounded\"."),
        };

    public override void Write(Utf8JsonWriter writer, Epsilon value, JsonSerializerOptions options)
    {
        if (value.IsUnbounded)
        {
            writer.WriteStringValue("unbounded");
        }
        else
        {
            writer.WriteNumberValue(value.Value);
        }
    }
}
