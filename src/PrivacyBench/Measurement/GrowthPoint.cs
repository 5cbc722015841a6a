namespace PrivacyBench.Measurement;

/// <summary>What one aggregation of random updates costs at one size.</summary>
/// <param name="Clients">Clients that sum.</param>
/// <param name="Parameters">Values of an update.</param>
/// <param name="UploadBytesPerClient">Bytes that a client sends, on average over clients.</param>
/// <param name="Expansion">Uploaded bytes over those of the packed update.</param>
/// <param name="Messages">Messages of all parties.</param>
/// <param name="ClientSeconds">CPU seconds of one client.</param>
/// <param name="ServerSeconds">CPU seconds of the servers together.</param>
public sealed record GrowthPoint(
    int Clients, int Parameters, double UploadBytesPerClient, double Expansion, double Messages, double ClientSeconds, double ServerSeconds);
