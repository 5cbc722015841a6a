namespace PrivacyBench.Federation.ServerOptimizers;

/// <summary>How the server turns the mean update of a round into the next global model, and what it asks of the clients.</summary>
public abstract record ServerOptimizer
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => ServerOptimizerCatalogue.ServerOptimizers.NameOf(this);

    /// <summary>What the strategy makes of the scenario's local training.</summary>
    public virtual LocalTraining Local(LocalTraining local) => local;

    /// <summary>The next global model.</summary>
    /// <param name="global">The model that the round started from.</param>
    /// <param name="meanUpdate">The mean of the clients' updates, model less model, as the defense releases it.</param>
    public virtual float[] Step(float[] global, float[] meanUpdate)
    {
        var next = new float[global.Length];
        for (var i = 0; i < next.Length; i++)
        {
            next[i] = global[i] + meanUpdate[i];
        }

        return next;
    }
}

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
    };
}
