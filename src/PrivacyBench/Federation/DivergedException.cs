using System.Globalization;

namespace PrivacyBench.Federation;

/// <summary>A client's training left the numbers that there are, so that its federation has no model any more.</summary>
/// <param name="federation">The federation, from 0.</param>
/// <param name="round">The round, from 0.</param>
/// <param name="client">The client, from 0.</param>
/// <param name="learningRate">The learning rate that it trained with.</param>
public sealed class DivergedException(int federation, int round, int client, double learningRate) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The model diverged in round {round + 1}: client {client} of federation {federation} ended with parameters that are no numbers, at learning rate {learningRate}."));
