using System.Text.Json.Serialization;

namespace PrivacyBench.Measurement;

/// <summary>Of which records an interval speaks. Either way it speaks of new federations, as long as there is more than one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntervalScope>))]
public enum IntervalScope
{
    /// <summary>Of new records from where these came: another choice of candidates would move the value too.</summary>
    [JsonStringEnumMemberName("new-records")]
    NewRecords,

    /// <summary>Of these candidates alone: narrower, and the truth about other records lies outside more often than the confidence allows.</summary>
    [JsonStringEnumMemberName("these-records")]
    TheseRecords,
}
