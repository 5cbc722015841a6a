using System.Buffers.Binary;
using System.Globalization;

namespace PrivacyBench.Data;

/// <summary>Reads images and labels in the IDX format of MNIST (LeCun, Cortes, Burges 1998): big-endian sizes, then bytes.</summary>
internal static class IdxRecords
{
    private const int UnsignedBytes = 0x08;

    /// <param name="images">The images: magic 0x803, records, rows, columns, pixels.</param>
    /// <param name="labels">The labels: magic 0x801, records, labels.</param>
    /// <param name="name">The data set's name.</param>
    /// <exception cref="DataFormatException">A file is not of the format, or the two do not belong together.</exception>
    public static Dataset Read(StoredFile images, StoredFile labels, string name)
    {
        var imageSizes = Sizes(images, dimensions: 3);
        var labelSizes = Sizes(labels, dimensions: 1);
        if (imageSizes[0] != labelSizes[0])
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{labels.Path}: {labelSizes[0]} labels were found; {images.Path} has {imageSizes[0]} images, and there must be one for each."));
        }

        var numbers = Array.ConvertAll(labels.Bytes[8..], label => (int)label);
        return new(
            name,
            Array.ConvertAll(images.Bytes[16..], pixel => (float)pixel),
            imageSizes[1] * imageSizes[2],
            numbers,
            [.. Enumerable.Range(0, numbers.Max() + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))],
            null,
            StoredFile.JointChecksum(images, labels));
    }

    private static int[] Sizes(StoredFile file, int dimensions)
    {
        var bytes = file.Bytes;
        var header = 4 * (dimensions + 1);
        if (bytes.Length < header || bytes[0] != 0 || bytes[1] != 0 || bytes[2] != UnsignedBytes || bytes[3] != dimensions)
        {
            throw new DataFormatException(
                $"{file.Path}: the file begins with {Convert.ToHexString(bytes.AsSpan(0, Math.Min(4, bytes.Length)))}; an IDX file of bytes in {dimensions} dimensions begins with 0000080{dimensions}.");
        }

        var sizes = Enumerable.Range(1, dimensions).Select(d => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * d))).ToArray();
        var expected = header + sizes.Aggregate(Int128.One, (product, size) => product * size);
        return sizes.All(size => size > 0) && bytes.Length == expected
            ? sizes
            : throw new DataFormatException(FormattableString.Invariant(
                $"{file.Path}: {bytes.Length} bytes were found; sizes {string.Join(" × ", sizes)} need {expected}, and none may be 0."));
    }
}
