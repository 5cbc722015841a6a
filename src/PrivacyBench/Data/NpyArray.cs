using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyBench.Data;

/// <summary>
/// An array of numbers in NumPy's .npy format, versions 1 to 3 (NumPy Enhancement Proposal 1; numpy.lib.format): a magic string, the
/// length of the header, the header as a Python dictionary, the values.
/// </summary>
/// <param name="Values">The values, the last dimension fastest.</param>
/// <param name="Shape">The dimensions.</param>
internal sealed partial record NpyArray(double[] Values, int[] Shape)
{
    private const int VersionEnd = 8;

    /// <param name="bytes">The bytes of the .npy file.</param>
    /// <param name="place">Where it is, for messages.</param>
    /// <exception cref="DataFormatException">It is not of the format, or its values are not real numbers in C order.</exception>
    public static NpyArray Parse(byte[] bytes, string place)
    {
        var (header, start) = Header(bytes, place);
        var type = Type().Match(header);
        var shape = Shapes().Match(header);
        if (!type.Success || !shape.Success || !Order().IsMatch(header))
        {
            throw new DataFormatException(
                $"{place}: the header {header.Trim()} was found; it must have a 'descr' of plain numbers, 'fortran_order': False and a 'shape' (numpy.ascontiguousarray makes such arrays).");
        }

        int[] sizes = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(size => Size(size, place))];
        var width = type.Groups[3].Value[0] - '0';
        var expected = sizes.Aggregate(Int128.One, (product, size) => product * size) * width;
        if (expected != bytes.Length - start)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{place}: {bytes.Length - start} bytes of values were found; the shape ({string.Join(", ", sizes)}) of '{type.Groups[0].Value}' needs {expected}."));
        }

        var read = Reader(type.Groups[2].Value + type.Groups[3].Value, place);
        var swapped = type.Groups[1].Value == ">";
        return new([.. bytes[start..].Chunk(width).Select(value => read(swapped ? [.. value.Reverse()] : value))], sizes);
    }

    /// <summary>The shape, as Python writes it but for the brackets.</summary>
    public override string ToString() => string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    private static (string Header, int Start) Header(byte[] bytes, string place)
    {
        if (bytes is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', >= 1 and <= 3, _, _, _, _, _, ..])
        {
            throw new DataFormatException(
                $"{place}: the array begins with {Convert.ToHexString(bytes.AsSpan(0, Math.Min(VersionEnd, bytes.Length)))}; a .npy of version 1 to 3 begins with 934E554D5059 and the version.");
        }

        var wide = bytes[6] > 1;
        var start = VersionEnd + (wide ? 4 : 2);
        var end = start + (wide ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(VersionEnd)) : BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(VersionEnd)));
        return end <= bytes.Length
            ? (Encoding.UTF8.GetString(bytes, start, (int)end - start), (int)end)
            : throw new DataFormatException(FormattableString.Invariant(
                $"{place}: {bytes.Length} bytes were found; the header alone needs {end}."));
    }

    private static int Size(string size, string place) => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new DataFormatException($"{place}: the size '{size}' was found; it must be a whole number that fits 32 bits.");

    private static Func<byte[], double> Reader(string type, string place) => type switch
    {
        "b1" or "u1" => value => value[0],
        "i1" => value => (sbyte)value[0],
        "u2" => value => BinaryPrimitives.ReadUInt16LittleEndian(value),
        "i2" => value => BinaryPrimitives.ReadInt16LittleEndian(value),
        "u4" => value => BinaryPrimitives.ReadUInt32LittleEndian(value),
        "i4" => value => BinaryPrimitives.ReadInt32LittleEndian(value),
        "u8" => value => BinaryPrimitives.ReadUInt64LittleEndian(value),
        "i8" => value => BinaryPrimitives.ReadInt64LittleEndian(value),
        "f2" => value => (double)BinaryPrimitives.ReadHalfLittleEndian(value),
        "f4" => value => BinaryPrimitives.ReadSingleLittleEndian(value),
        "f8" => value => BinaryPrimitives.ReadDoubleLittleEndian(value),
        _ => throw new DataFormatException($"{place}: values of type '{type}' were found; allowed: b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4, f8."),
    };

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([<>|=])([biuf])(\d)['"]""")]
    private static partial Regex Type();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*False""")]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex Shapes();
}
