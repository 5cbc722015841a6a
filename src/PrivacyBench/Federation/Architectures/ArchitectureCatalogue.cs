namespace PrivacyBench.Federation.Architectures;

/// <summary>The architectures that a scenario can name.</summary>
public static class ArchitectureCatalogue
{
    /// <summary>The architectures by name.</summary>
    public static Catalogue<Architecture> Architectures { get; } = new()
    {
        ["softmax"] = new(typeof(Softmax), "Softmax regression: one dense layer.", "textbook"),
        ["mlp"] = new(typeof(Mlp), "Dense layers with ReLU, tanh or GELU between them.", "textbook"),
        ["cnn"] = new(typeof(Cnn), "Convolutions with stride 2 over square images of one channel or three.", "Springenberg et al. 2015"),
        ["vgg"] = new(typeof(Vgg), "Pairs of 3×3 convolutions and pooling over square images, then a hidden dense layer.", "Simonyan and Zisserman 2015"),
        ["resnet"] = new(typeof(ResNet), "Residual blocks of group normalisation and convolutions over square images.", "He et al. 2016"),
        ["text-cnn"] = new(typeof(TextCnn), "An embedding and convolutions along a sequence of tokens.", "Kim 2014"),
        ["lstm"] = new(typeof(Lstm), "An embedding and a recurrent layer with a cell along a sequence of tokens.", "Hochreiter and Schmidhuber 1997"),
        ["gru"] = new(typeof(Gru), "An embedding and a gated recurrent layer along a sequence of tokens.", "Cho et al. 2014"),
        ["transformer"] = new(typeof(Transformer), "Blocks of attention and dense layers over a sequence of tokens.", "Vaswani et al. 2017"),
    };
}
