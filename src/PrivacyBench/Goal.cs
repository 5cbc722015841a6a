using System.Text.Json.Serialization;

namespace PrivacyBench;

/// <summary>What an adversary wants to learn about a record.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Goal>))]
public enum Goal
{
    /// <summary>Whether the record was used in training, by any client.</summary>
    [JsonStringEnumMemberName("membership")]
    Membership,

    /// <summary>Whether the record is one of a named client's.</summary>
    [JsonStringEnumMemberName("client-membership")]
    ClientMembership,

    /// <summary>Which client holds the record, which is known to be a member.</summary>
    [JsonStringEnumMemberName("source")]
    Source,
}

/// <summary>The names of goals.</summary>
public static class Goals
{
    /// <summary>The name in scenario and result files, such as "client-membership".</summary>
    public static string Name(this Goal goal) => goal switch
    {
        Goal.Membership => "membership",
        Goal.ClientMembership => "client-membership",
        Goal.Source => "source",
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "There is no such goal."),
    };
}
