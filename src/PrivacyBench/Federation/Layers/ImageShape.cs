namespace PrivacyBench.Federation.Layers;

/// <summary>The shape of an image.</summary>
/// <param name="Rows">Its height.</param>
/// <param name="Columns">Its width.</param>
/// <param name="Channels">Values of a place.</param>
internal readonly record struct ImageShape(int Rows, int Columns, int Channels)
{
    /// <summary>The number of values.</summary>
    public int Count => Rows * Columns * Channels;
}
