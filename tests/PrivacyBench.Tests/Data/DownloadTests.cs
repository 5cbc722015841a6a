using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

/// <summary>Downloads from a server on this machine.</summary>
internal sealed class DownloadTests
{
    private static readonly byte[] Content = "f,label\n1,0\n2,1\n"u8.ToArray();

    private readonly DirectoryInfo store = Directory.CreateTempSubdirectory("privacybench-");

    [OneTimeTearDown]
    public void DeleteStore() => store.Delete(recursive: true);

    [Test]
    public void A_file_is_fetched_once_and_read()
    {
        string folder;
        DatasetEntry entry;
        using (var server = new Server(response => response.OutputStream.Write(Content)))
        {
            entry = Entry(server.Address("mine.csv"), Content);
            folder = Download.Folder(store.FullName, "once", entry);
        }

        Assert.That(File.ReadAllBytes(Path.Combine(folder, "mine.csv")), Is.EqualTo(Content));
        Assert.That(Download.Folder(store.FullName, "once", entry), Is.EqualTo(folder), "the server is gone");
        Assert.That(DatasetLoader.Load(new() { Path = Path.Combine(folder, "mine.csv") }).Count, Is.EqualTo(2));
    }

    [Test]
    public void Another_file_than_the_catalogue_means_is_refused_and_not_kept()
    {
        using var server = new Server(response => response.OutputStream.Write("something else"u8));
        var told = Refused("other", Entry(server.Address("mine.csv"), Content));
        Assert.That(told, Does.Contain(Sha256(Content)).And.Contain(Sha256("something else"u8.ToArray())));
        Assert.That(Directory.GetFiles(Path.Combine(store.FullName, "other")), Is.Empty);
    }

    [Test]
    public void A_damaged_file_of_an_earlier_download_is_fetched_again()
    {
        var path = Path.Combine(store.CreateSubdirectory("damaged").FullName, "mine.csv");
        File.WriteAllText(path, "f,lab");
        using var server = new Server(response => response.OutputStream.Write(Content));
        Download.Folder(store.FullName, "damaged", Entry(server.Address("mine.csv"), Content));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(Content));
    }

    [Test]
    public void A_file_that_is_not_there_is_told_with_the_way_by_hand()
    {
        using var server = new Server(response => response.StatusCode = 404);
        Assert.That(Refused("missing", Entry(server.Address("mine.csv"), Content)), Does.Contain("404").And.Contain("mine.csv"));
    }

    [Test]
    public void A_download_that_is_cut_off_leaves_nothing_that_would_be_used()
    {
        using var server = new Server(response =>
        {
            response.ContentLength64 = Content.Length;
            response.OutputStream.Write(Content.AsSpan(0, 5));
            response.OutputStream.Flush();
            response.Abort();
        });
        Refused("cut", Entry(server.Address("mine.csv"), Content));
        Assert.That(File.Exists(Path.Combine(store.FullName, "cut", "mine.csv")), Is.False);
    }

    [Test]
    public void Without_a_network_the_way_by_hand_is_told()
    {
        Uri nobody;
        using (var server = new Server(_ => { }))
        {
            nobody = server.Address("mine.csv");
        }

        Assert.That(Refused("offline", Entry(nobody, Content)), Does.Contain(nobody.ToString()).And.Contain("could not be downloaded"));
    }

    [Test]
    public void Every_file_of_the_catalogue_has_a_whole_checksum() => Assert.That(
        DatasetCatalogue.Datasets.Values.SelectMany(entry => entry.Files).Select(file => file.Checksum), Is.Not.Empty.And.All.Match("^[0-9a-f]{64}$"));

    private string Refused(string name, DatasetEntry entry)
    {
        var told = Assert.Throws<DataFormatException>(() => Download.Folder(store.FullName, name, entry))!.Message;
        Assert.That(told, Does.StartWith($"dataset.name: '{name}' is not shipped").And.EndWith("By hand: ask the author."));
        return told;
    }

    private static DatasetEntry Entry(Uri address, byte[] content) =>
        new("Made up.", 2, 1, 2, null, "nobody", "none", null, "ask the author") { Files = [new(address, Sha256(content))] };

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Answers every request in one way, on a free port of this machine.</summary>
    private sealed class Server : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly int port;
        private readonly Task answering;

        public Server(Action<HttpListenerResponse> answer)
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                port = ((IPEndPoint)free.LocalEndpoint).Port;
            }

            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            listener.Start();
            answering = Task.Run(() => Answer(answer));
        }

        public Uri Address(string file) => new($"http://127.0.0.1:{port}/{file}");

        public void Dispose()
        {
            listener.Close();
            answering.Wait();
        }

        private void Answer(Action<HttpListenerResponse> answer)
        {
            try
            {
                while (true)
                {
                    using var response = listener.GetContext().Response;
                    answer(response);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The listener was closed, or the client is gone.
            }
        }
    }
}
