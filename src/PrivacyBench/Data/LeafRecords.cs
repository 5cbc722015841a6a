using System.Text.Json;

namespace PrivacyBench.Data;

/// <summary>
/// Reads the JSON files of LEAF (Caldas et al. 2018, arXiv:1812.01097): user_data holds for each user x, a list of records, and y,
/// their labels. The users are the natural clients. A record is a list of numbers, or a text of one length for all, whose
/// characters are numbered in their order; where a record is text, a label is too.
/// </summary>
internal static class LeafRecords
{
    /// <summary>Whether the file begins like JSON.</summary>
    public static bool Fits(StoredFile file) => file.Bytes.AsSpan().TrimStart(" \t\r\n\uFEFF"u8).StartsWith("{"u8);

    /// <exception cref="DataFormatException">A file is not of the format.</exception>
    public static Dataset Read(IReadOnlyList<StoredFile> files, string name)
    {
        var records = files.SelectMany(Records).ToArray();
        if (records.Length == 0)
        {
            throw new DataFormatException($"{files[0].Path}: user_data holds no record; at least one is needed.");
        }

        var (labels, classes) = Numbering.Of([.. records.Select(record => record.Label)]);
        var users = records.Select(record => record.User).Distinct().Index().ToDictionary(user => user.Item, user => user.Index);
        return new(
            name,
            Features(records),
            records[0].Width,
            labels,
            classes,
            [.. records.Select(record => users[record.User])],
            files is [var only] ? only.Checksum : StoredFile.JointChecksum(files));
    }

    private static float[] Features(LeafRecord[] records)
    {
        var (width, text) = (records[0].Width, records[0].Text is not null);
        if (Array.Find(records, record => record.Width != width || record.Text is not null != text) is { } other)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{other.Place}: {other.Width} {(other.Text is null ? "numbers" : "characters")} were found; the first record has {width} {(text ? "characters" : "numbers")}, and all must be alike."));
        }

        var characters = records.SelectMany(record => record.Text ?? "").Distinct().Order().Index().ToDictionary(c => c.Item, c => (float)c.Index);
        return [.. records.SelectMany(record => record.Numbers ?? record.Text!.Select(c => characters[c]))];
    }

    private static LeafRecord[] Records(StoredFile file)
    {
        try
        {
            using var json = JsonDocument.Parse(file.Bytes.AsMemory(file.Bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("user_data", out var users) && users.ValueKind == JsonValueKind.Object
                ? [.. Listed(json.RootElement, users, file.Path).EnumerateObject().SelectMany(user => OfUser(user.Name, user.Value, $"{file.Path}, user_data, user '{user.Name}'"))]
                : throw new DataFormatException($"{file.Path}: there is no object user_data; LEAF's files have one with x and y of each user.");
        }
        catch (InvalidOperationException e)
        {
            throw new DataFormatException($"{file.Path}: a text in the file is not valid Unicode. {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{file.Path}, line {e.LineNumber + 1}: the file is not JSON. {e.Message}"), e);
        }
    }

    /// <summary>The users' data, if the list of users, where there is one, names nobody else.</summary>
    private static JsonElement Listed(JsonElement root, JsonElement data, string file)
    {
        if (!root.TryGetProperty("users", out var users))
        {
            return data;
        }

        if (users.ValueKind != JsonValueKind.Array || users.EnumerateArray().Any(user => user.ValueKind != JsonValueKind.String))
        {
            throw new DataFormatException($"{file}: users was found as {users.ValueKind}; it must be a list of names.");
        }

        var missing = users.EnumerateArray().Select(user => user.GetString()!).FirstOrDefault(user => !data.TryGetProperty(user, out _));
        return missing is null
            ? data
            : throw new DataFormatException($"{file}: users lists '{missing}', for whom user_data has nothing; the file is not whole.");
    }

    private static IEnumerable<LeafRecord> OfUser(string user, JsonElement data, string place)
    {
        var (x, y) = (List(data, "x", place), List(data, "y", place));
        return x.Length == y.Length
            ? x.Zip(y).Index().Select(pair => LeafRecord.Of(user, pair.Item.First, pair.Item.Second, FormattableString.Invariant($"{place}, record {pair.Index}")))
            : throw new DataFormatException(FormattableString.Invariant(
                $"{place}: {x.Length} records in x and {y.Length} labels in y were found; there must be one for each."));
    }

    private static JsonElement[] List(JsonElement data, string key, string place) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray()]
        : throw new DataFormatException($"{place}: there is no list '{key}'; each user needs x and y.");
}
