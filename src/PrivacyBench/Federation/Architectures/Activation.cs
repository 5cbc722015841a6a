using System.Text.Json.Serialization;

namespace PrivacyBench.Federation.Architectures;

/// <summary>What stands between dense layers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Activation>))]
public enum Activation
{
    /// <summary>max(0, x).</summary>
    [JsonStringEnumMemberName("relu")]
    Relu,

    /// <summary>The hyperbolic tangent.</summary>
    [JsonStringEnumMemberName("tanh")]
    Tanh,

    /// <summary>x·Φ(x), with Φ the normal distribution function (Hendrycks and Gimpel 2016).</summary>
    [JsonStringEnumMemberName("gelu")]
    Gelu,
}
