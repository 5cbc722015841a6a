using System.Collections.Concurrent;
using MathNet.Numerics;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// ln(F(t)/(1 − F(t))) of Student's t, from a table that is straight between its points: the function itself costs a
/// continued fraction, and an attack asks for it once for each record, client and round. Off by less than 0.001.
/// </summary>
internal sealed class StudentLogOdds
{
    private const int PointsOfOne = 64;
    private const int Furthest = 16;

    private static readonly ConcurrentDictionary<int, StudentLogOdds> Known = [];

    private readonly double[] table;

    private StudentLogOdds(int degrees) =>
        table = [.. Enumerable.Range(0, (Furthest * PointsOfOne) + 2).Select(point => Exact(degrees, Math.Sinh((double)point / PointsOfOne)))];

    /// <summary>The function of a number of degrees of freedom, at least 1.</summary>
    public static StudentLogOdds Of(int degrees) => Known.GetOrAdd(degrees, of => new(of));

    /// <summary>The log-odds at t; beyond ±sinh(16), about 4 million, as there.</summary>
    public double At(double t)
    {
        // On this scale the function is smooth both at 0 and far out.
        var place = Math.Min(Math.Asinh(Math.Abs(t)), Furthest) * PointsOfOne;
        var below = (int)place;
        var value = table[below] + ((place - below) * (table[below + 1] - table[below]));
        return t < 0 ? -value : value;
    }

    /// <summary>For t ≥ 0, where the upper tail ½·I(ν/(ν + t²); ν/2, ½) keeps its digits.</summary>
    private static double Exact(int degrees, double t)
    {
        var tail = 0.5 * SpecialFunctions.BetaRegularized(0.5 * degrees, 0.5, degrees / (degrees + (t * t)));
        return double.LogP1(-tail) - Math.Log(Math.Max(tail, 1e-300));
    }
}
