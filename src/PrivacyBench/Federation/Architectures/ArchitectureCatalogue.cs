namespace PrivacyBench.Federation.Architectures;

/// <summary>The architectures that a scenario can name.</summary>
public static class ArchitectureCatalogue
{
    /// <summary>The architectures by name.</summary>
    public static Catalogue<Architecture> Architectures { get; } = new()
    {
        ["softmax"] = new(typeof(Softmax), "Softmax regression: one dense layer.", "textbook"),
        ["mlp"] = new(typeof(Mlp), "Dense layers with ReLU, tanh or GELU between them.", "textbook"),
    };
}
