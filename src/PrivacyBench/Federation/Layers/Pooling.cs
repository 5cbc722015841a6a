using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// One value for each channel of each window of places, side by side: the largest or the mean. Rows and columns that fill no window are left
/// out.
/// </summary>
/// <param name="In">The images that come in, the channels of a place together.</param>
/// <param name="Rows">Rows of a window, from 1 to those of the image.</param>
/// <param name="Columns">Columns of a window, likewise.</param>
/// <param name="Largest">Whether the largest value stands for a window; else the mean.</param>
internal sealed record Pooling(ImageShape In, int Rows, int Columns, bool Largest) : Layer
{
    private static readonly long[] Window = [3, 5];

    /// <summary>The images that go out.</summary>
    public ImageShape Shape => new(In.Rows / Rows, In.Columns / Columns, In.Channels);

    /// <summary>The mean over all places.</summary>
    public static Pooling OverAll(ImageShape image) => new(image, image.Rows, image.Columns, Largest: false);

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var windows = Windows(input);
        if (!Largest)
        {
            return (windows.mean(Window).flatten(2), zeros(0));
        }

        var largest = windows.amax(Window, keepdim: true);
        var isLargest = windows.eq(largest).to_type(ScalarType.Float32);
        // Equals share what comes back.
        return (largest.flatten(2), isLargest.div(isLargest.sum(Window, keepdim: true)).flatten(2));
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        var (models, batch) = (delta.shape[0], delta.shape[1]);
        var image = zeros([models, batch, In.Rows, In.Columns, In.Channels]);
        var windows = Windows(image);
        var back = delta.reshape(models, batch, Shape.Rows, 1, Shape.Columns, 1, In.Channels);
        using var share = (1.0 / (Rows * Columns)).ToScalar();
        windows.copy_(Largest ? kept.view(windows.shape).mul(back) : back.mul(share).expand(windows.shape));
        return image.flatten(2);
    }

    /// <summary>A view of the windows [models, batch, rows, rows of a window, columns, columns of a window, channels].</summary>
    private Tensor Windows(Tensor image)
    {
        var (models, batch) = (image.shape[0], image.shape[1]);
        return image.reshape(models, batch, In.Rows, In.Columns, In.Channels)
            .narrow(2, 0, Shape.Rows * Rows).narrow(3, 0, Shape.Columns * Columns)
            .unflatten(2, [Shape.Rows, Rows]).unflatten(4, [Shape.Columns, Columns]);
    }
}
