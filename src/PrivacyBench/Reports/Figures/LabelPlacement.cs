namespace PrivacyBench.Reports.Figures;

/// <summary>Finds places for labels near their points so that none covers a point, a bar or another label, as far as there is room.</summary>
internal sealed class LabelPlacement(double width, double height)
{
    private readonly List<(double Left, double Right, double Top, double Bottom)> taken = [];

    public double Width { get; } = width;

    public double Height { get; } = height;

    public void Occupy(double left, double right, double top, double bottom) => taken.Add((left, right, top, bottom));

    /// <summary>The centre of the label relative to its point, in pixels, y downwards; far means that a line should join them.</summary>
    public (double X, double Y, bool Far) Place(double x, double y, double labelWidth, double labelHeight)
    {
        var best = (X: 0.0, Y: 0.0, Far: false, Cost: double.PositiveInfinity);
        for (var ring = 0; ring < 6; ring++)
        {
            foreach (var (dx, dy) in Directions(labelWidth, labelHeight, 12 + (16 * ring)))
            {
                var cost = Cost(x + dx, y + dy, labelWidth, labelHeight) + (ring * 40);
                if (cost < best.Cost)
                    best = (dx, dy, ring > 0, cost);
            }
        }

        Occupy(x + best.X - (labelWidth / 2), x + best.X + (labelWidth / 2), y + best.Y - (labelHeight / 2), y + best.Y + (labelHeight / 2));
        return (best.X, best.Y, best.Far);
    }

    private static IEnumerable<(double X, double Y)> Directions(double labelWidth, double labelHeight, double distance)
    {
        var (w, h) = (labelWidth / 2, labelHeight / 2);
        yield return (distance + w, -distance * .6 - h);
        yield return (-distance - w, -distance * .6 - h);
        yield return (distance + w, distance * .6 + h);
        yield return (-distance - w, distance * .6 + h);
        yield return (0, -distance - h);
        yield return (0, distance + h);
        yield return (distance + w, 0);
        yield return (-distance - w, 0);
    }

    private double Cost(double x, double y, double labelWidth, double labelHeight)
    {
        var (left, right, top, bottom) = (x - (labelWidth / 2), x + (labelWidth / 2), y - (labelHeight / 2), y + (labelHeight / 2));
        var overlap = taken.Sum(t => Math.Max(0, Math.Min(right, t.Right) - Math.Max(left, t.Left)) * Math.Max(0, Math.Min(bottom, t.Bottom) - Math.Max(top, t.Top)));
        var outside = Math.Max(0, -left) + Math.Max(0, right - Width) + Math.Max(0, -top) + Math.Max(0, bottom - Height);
        return overlap + (outside * 100);
    }
}
