using System.Buffers.Binary;

namespace PartyReport.Load;

/// <summary>What every way is given: 10,000 reports, chosen by Zipf 0.99, each event with a body of 1 KiB.</summary>
internal sealed class Workload(int seed)
{
    public const int Reports = 10_000;
    public const int BodyBytes = 1_024;
    private const double Skew = 0.99;
    private static readonly double[] Cumulative = Sum();
    private readonly Random _random = new(seed);
    private readonly Report[] _reports = [.. Enumerable.Range(0, Reports).Select(n => new Report(n, Id(seed, n)))];

    public Report this[int number] => _reports[number];

    /// <summary>A source of choices for one client; the same seed and client give the same choices.</summary>
    public Random Client(int client) => new(HashCode.Combine(seed, client));

    public Report Next(Random random)
    {
        var at = Array.BinarySearch(Cumulative, random.NextDouble() * Cumulative[^1]);
        return _reports[at < 0 ? ~at : at];
    }

    /// <summary>Time to the next arrival of an open loop: exponential around the mean.</summary>
    public TimeSpan Pause(double perSecond) => TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / perSecond);

    private static double[] Sum()
    {
        var (sums, sum) = (new double[Reports], 0.0);
        for (var n = 0; n < Reports; n++) sums[n] = sum += 1 / Math.Pow(n + 1, Skew);
        return sums;
    }

    private static Guid Id(int seed, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        new Random(HashCode.Combine(seed, number, "report".Length)).NextBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>One report; its versions are written one after the other, as its author would.</summary>
internal sealed class Report(int number, Guid stream)
{
    public int Number => number;
    public Guid Stream => stream;
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Newest version that is durable.</summary>
    public int Version { get; set; }
}
