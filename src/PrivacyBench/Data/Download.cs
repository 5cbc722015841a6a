using System.Security.Cryptography;

namespace PrivacyBench.Data;

/// <summary>A file of a data set that is not shipped.</summary>
/// <param name="Address">Where it is to be had.</param>
/// <param name="Checksum">SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record RemoteFile(Uri Address, string Checksum)
{
    /// <summary>The file's own name.</summary>
    public string Name => Path.GetFileName(Address.LocalPath);
}

/// <summary>
/// Fetches files that are not shipped, once: they are kept in a folder of this user, or in the one that the environment variable
/// PRIVACYBENCH_DATA names, and none is used whose checksum is not the catalogue's.
/// </summary>
internal static class Download
{
    private const string FolderVariable = "PRIVACYBENCH_DATA";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Where downloads are kept.</summary>
    public static string Store => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "privacybench", "data");

    /// <summary>The folder with a set's files, which are fetched if they are not there yet.</summary>
    /// <param name="store">Where downloads are kept.</param>
    /// <param name="name">The set's name.</param>
    /// <param name="entry">What the catalogue knows of it.</param>
    /// <exception cref="DataFormatException">A file is not to be had, or is not the one that the catalogue means.</exception>
    public static string Folder(string store, string name, DatasetEntry entry)
    {
        var folder = Path.Combine(store, name);
        foreach (var file in entry.Files)
        {
            var path = Path.Combine(folder, file.Name);
            if (File.Exists(path) && Checksum(path) == file.Checksum)
            {
                continue;
            }

            try
            {
                Directory.CreateDirectory(folder);
                Fetch(file, path);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or UnauthorizedAccessException)
            {
                throw Failed(name, file, entry, e.Message, e);
            }

            if (Checksum(path) is var found && found != file.Checksum)
            {
                File.Delete(path);
                throw Failed(name, file, entry, $"its SHA-256 is {found}; the catalogue has {file.Checksum}");
            }
        }

        return folder;
    }

    private static void Fetch(RemoteFile file, string path)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) };
        using var client = new HttpClient(handler) { Timeout = Longest };
        using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
        using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead).EnsureSuccessStatusCode();
        var unfinished = $"{path}.{Environment.ProcessId}.unfinished";
        using (var body = response.Content.ReadAsStream())
        using (var whole = File.Create(unfinished))
        {
            body.CopyTo(whole);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static string Checksum(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static DataFormatException Failed(string name, RemoteFile file, DatasetEntry entry, string why, Exception? cause = null) => new(
        $"dataset.name: '{name}' is not shipped, and {file.Address} could not be downloaded: {why.ReplaceLineEndings(" ").TrimEnd('.')}. "
        + $"By hand: {entry.HowToGet}.", cause!);
}
