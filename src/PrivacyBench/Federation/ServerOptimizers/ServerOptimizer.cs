using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Federation.ServerOptimizers;

/// <summary>How the server turns the mean update of a round into the next global model, and what it asks of the clients.</summary>
public abstract record ServerOptimizer
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => ServerOptimizerCatalogue.ServerOptimizers.NameOf(this);

    /// <summary>The number of values that a client shares in a round.</summary>
    public int SharedValues(Model model) => Predictions is { } predictions ? predictions.Records * model.Classes : model.ParameterCount;

    /// <summary>The predictions that clients share in place of updates of their parameters; null where they share updates.</summary>
    internal virtual PublicPredictions? Predictions => null;

    /// <summary>What the strategy makes of the scenario's local training.</summary>
    public virtual LocalTraining Local(LocalTraining local) => local;

    /// <summary>What the server remembers before the first round; nothing unless overridden.</summary>
    /// <param name="parameters">The number of parameters of the model.</param>
    public virtual ServerState Start(int parameters) => ServerState.Nothing;

    /// <summary>The next global model, and what the server remembers of the round.</summary>
    /// <param name="global">The model that the round started from.</param>
    /// <param name="meanUpdate">The mean of the clients' updates, model less model, as the defense releases it.</param>
    /// <param name="state">What the server remembers of the rounds before.</param>
    public virtual (float[] Global, ServerState State) Step(float[] global, float[] meanUpdate, ServerState state)
    {
        var next = new float[global.Length];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = global[i] + meanUpdate[i];
        }

        return (next, state);
    }
}

/// <summary>What a server remembers from round to round: running means of the updates, one value for each parameter.</summary>
/// <param name="First">Of the updates; empty where the strategy keeps none.</param>
/// <param name="Second">Of their squares; empty where the strategy keeps none.</param>
public sealed record ServerState(float[] First, float[] Second)
{
    /// <summary>A server without memory.</summary>
    public static ServerState Nothing { get; } = new([], []);
}

/// <summary>What clients predict in place of sharing their parameters.</summary>
/// <param name="Records">The number of public records.</param>
/// <param name="Training">How a model is learnt from predictions.</param>
internal sealed record PublicPredictions(int Records, LocalTraining Training);

/// <summary>Federated averaging: clients train for some epochs, the server takes the mean (McMahan et al. 2017).</summary>
public sealed record FedAvg : ServerOptimizer;

/// <summary>Federated SGD: a client sends one gradient over all of its records (McMahan et al. 2017).</summary>
public sealed record FedSgd : ServerOptimizer
{
    /// <inheritdoc/>
    public override LocalTraining Local(LocalTraining local) => local with { Epochs = 1, BatchSize = null, Momentum = 0 };
}

/// <summary>The strategies that a scenario can name.</summary>
public static class ServerOptimizerCatalogue
{
    /// <summary>The strategies by name.</summary>
    public static Catalogue<ServerOptimizer> ServerOptimizers { get; } = new()
    {
        ["fedavg"] = new(typeof(FedAvg), "Clients train for some epochs, the server takes the mean.", "McMahan et al. 2017"),
        ["fedsgd"] = new(typeof(FedSgd), "A client sends one gradient over all of its records.", "McMahan et al. 2017"),
        ["fedprox"] = new(typeof(FedProx), "As fedavg, with clients drawn back to the global model.", "Li et al. 2020"),
        ["fedavgm"] = new(typeof(FedAvgM), "As fedavg, with momentum on the server.", "Hsu, Qi, Brown 2019"),
        ["fedmd"] = new(typeof(FedMd), "Clients share predictions on public records, from which the server learns the model.", "Li and Wang 2019"),
        ["fedadam"] = new(typeof(FedAdam), "As fedavg, with Adam on the server.", "Reddi et al. 2021"),
    };
}
