using System.Text.Json.Serialization;

namespace PrivacyBench.Attacks.Membership;

/// <summary>How many spreads of scaled logits the likelihood-ratio attack estimates.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LiraSpread>))]
public enum LiraSpread
{
    /// <summary>A record's own from 64 references of a side, else one for all records (Carlini et al. 2022, section VI-B).</summary>
    [JsonStringEnumMemberName("automatic")]
    Automatic,

    /// <summary>One for all records of a side.</summary>
    [JsonStringEnumMemberName("shared")]
    Shared,

    /// <summary>A record's own where it has at least two references of a side.</summary>
    [JsonStringEnumMemberName("per-record")]
    PerRecord,
}

/// <summary>Which text the likelihood-ratio attack follows where paper and published script differ.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LiraForm>))]
public enum LiraForm
{
    /// <summary>The paper: offline one-sided; online with the spreads of the two sides apart.</summary>
    [JsonStringEnumMemberName("paper")]
    Paper,

    /// <summary>The script: offline minus the log-density, far on either side of the centre; online a shared spread is the members'.</summary>
    [JsonStringEnumMemberName("script")]
    Script,
}

/// <summary>The words for the variants.</summary>
internal static class LiraVariants
{
    /// <summary>The attack's name with what differs from the defaults.</summary>
    public static string Label(string name, LiraSpread spread, LiraForm form, AugmentedQueries? augmented) => VariantLabel.Of(
        name,
        spread switch { LiraSpread.Shared => "shared", LiraSpread.PerRecord => "per-record", _ => null },
        form == LiraForm.Script ? "script" : null,
        augmented?.Words);
}
