using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// A convolution with "same" padding, as one product of the windows around each place with a weight [rows · columns · channels, out],
/// and a bias [out]; both start uniform within 1/√(fan-in). What goes out holds the channels of a place together. Automatic
/// differentiation of grouped convolutions took 1.5 to 2.7 times as long.
/// </summary>
/// <param name="Name">What its parameters are called.</param>
/// <param name="In">The images that come in.</param>
/// <param name="Out">Channels that go out.</param>
/// <param name="Kernel">Rows and columns of a window, each at least 1.</param>
/// <param name="Stride">Places from one window to the next, in both directions.</param>
/// <param name="Planar">Whether the images that come in hold one whole channel after the other, as records do; else as those that go out.</param>
internal sealed record Convolution(string Name, ImageShape In, int Out, (int Rows, int Columns) Kernel, int Stride, bool Planar = false) : Layer
{
    /// <summary>The images that go out.</summary>
    public ImageShape Shape => new(((In.Rows - 1) / Stride) + 1, ((In.Columns - 1) / Stride) + 1, Out);

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters =>
    [
        new($"{Name} weight", [Window, Out], 1 / Math.Sqrt(Window)),
        new($"{Name} bias", [Out], 1 / Math.Sqrt(Window)),
    ];

    private int Window => Kernel.Rows * Kernel.Columns * In.Channels;

    private (long Rows, long Columns) Padded => (In.Rows + Kernel.Rows - 1, In.Columns + Kernel.Columns - 1);

    /// <inheritdoc/>
    public override bool IsAffine => true;

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var (models, batch) = (input.shape[0], input.shape[1]);
        var windows = Planar ? PlanarWindows(input) : Windows(input);
        var output = bmm(windows.reshape(models, -1, Window), parameters[0]).add_(parameters[1].unsqueeze(1), Held.One);
        return (output.view(models, batch, -1), windows);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        var (models, batch) = (delta.shape[0], delta.shape[1]);
        var windows = bmm(delta.reshape(models, -1, Out), parameters[0].transpose(1, 2))
            .view(models * batch, Shape.Rows, Shape.Columns, Kernel.Rows, Kernel.Columns * In.Channels);
        var padded = zeros(models * batch, Padded.Rows, Padded.Columns, In.Channels);
        var row = Padded.Columns * In.Channels;
        // Each place of the input gets back from every window that it lay in. Columns of a window as many as the stride do not meet
        // those of the next window, so they are added in one run.
        for (var i = 0; i < Kernel.Rows; i++)
        {
            for (var j = 0; j < Kernel.Columns; j += Stride)
            {
                var run = Math.Min(Stride, Kernel.Columns - j) * In.Channels;
                padded.as_strided(
                    [models * batch, Shape.Rows, Shape.Columns, run],
                    [Padded.Rows * row, Stride * row, Stride * In.Channels, 1],
                    (i * row) + (j * In.Channels)).add_(windows.select(3, i).narrow(3, j * In.Channels, run), Held.One);
            }
        }

        var images = padded.narrow(1, Kernel.Rows / 2, In.Rows).narrow(2, Kernel.Columns / 2, In.Columns);
        return (Planar ? images.permute(0, 3, 1, 2) : images).reshape(models, batch, -1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) => Windowed.Gradients(kept, Places(delta));

    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept) => Windowed.SquaredNorms(kept, Places(delta));

    private Tensor Places(Tensor delta) => delta.unflatten(2, [Shape.Rows * Shape.Columns, Out]);

    /// <summary>A copy of the window around each place, 0 beyond the edges [models, batch, places, window].</summary>
    private Tensor Windows(Tensor input)
    {
        var images = input.reshape(-1, In.Rows, In.Columns, In.Channels);
        var padded = zeros(images.shape[0], Padded.Rows, Padded.Columns, In.Channels);
        padded.narrow(1, Kernel.Rows / 2, In.Rows).narrow(2, Kernel.Columns / 2, In.Columns).copy_(images);
        var row = Padded.Columns * In.Channels;
        return padded
            .as_strided(
                [images.shape[0], Shape.Rows, Shape.Columns, Kernel.Rows, Kernel.Columns * In.Channels],
                [Padded.Rows * row, Stride * row, Stride * In.Channels, row, 1])
            .reshape(input.shape[0], input.shape[1], -1, Window);
    }

    /// <summary>The same of images of few channels, one after the other: whole rows are copied, so the windows lie across.</summary>
    private Tensor PlanarWindows(Tensor input)
    {
        var (models, batch) = (input.shape[0], input.shape[1]);
        var padded = zeros([models, batch, In.Channels, Padded.Rows, Padded.Columns]);
        padded.narrow(3, Kernel.Rows / 2, In.Rows).narrow(4, Kernel.Columns / 2, In.Columns)
            .copy_(input.reshape(models, batch, In.Channels, In.Rows, In.Columns));
        padded = padded.transpose(1, 2);
        var windows = empty([models, Kernel.Rows * Kernel.Columns, In.Channels, batch, Shape.Rows, Shape.Columns]);
        for (var i = 0; i < Kernel.Rows; i++)
        {
            for (var j = 0; j < Kernel.Columns; j++)
            {
                windows.select(1, (i * Kernel.Columns) + j).copy_(padded
                    .slice(3, i, i + ((Shape.Rows - 1) * Stride) + 1, Stride)
                    .slice(4, j, j + ((Shape.Columns - 1) * Stride) + 1, Stride));
            }
        }

        return windows.view(models, Window, batch, -1).permute(0, 2, 3, 1);
    }
}
