namespace PrivacyBench.Cryptography.Wire;

/// <summary>One step of a protocol, in which either clients or servers act.</summary>
/// <param name="Number">Its place in the order, which messages carry.</param>
/// <param name="Name">Its name in reports and errors.</param>
/// <param name="OfClients">Whether clients act in it, else servers.</param>
internal readonly record struct ProtocolStep(byte Number, string Name, bool OfClients = false);
