namespace PrivacyBench.Cryptography;

/// <summary>A protocol that sums the clients' vectors. Each call runs it for real between parties that exchange bytes.</summary>
public interface IAggregationProtocol
{
    /// <summary>The name under which a scenario finds it.</summary>
    string Name { get; }

    /// <summary>The clients' step, from 0, in which they send their vectors: who drops out in it has prepared the round and is not in the sum.</summary>
    int VectorStep => 0;

    /// <summary>Sums the vectors of the clients that stay.</summary>
    /// <exception cref="ArgumentException">The request does not fit the protocol; the text names the numbers.</exception>
    /// <exception cref="Wire.ProtocolException">The protocol stopped without output.</exception>
    AggregationOutcome Sum(AggregationRequest request);
}
