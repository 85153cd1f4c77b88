using System.Text.Json;
using PartyReport.Load.Ways;

namespace PartyReport.Load;

/// <summary>Latency of one subscription, alone and beside another of the same events that needs a second for each.</summary>
internal static class Neighbour
{
    private const double PerSecond = 500;
    private const int Rounds = 15;
    private static readonly Plan Stretch = new(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), 0, TimeSpan.FromSeconds(15));

    public static async Task Run(int seed)
    {
        await using var alone = new OurWay(new Sabotage(""));
        await using var beside = new OurWay(new Sabotage(""), slowNeighbour: true);
        (OurWay Way, Workload Workload)[] ways = [(alone, new Workload(seed)), (beside, new Workload(seed))];
        foreach (var (way, workload) in ways)
        {
            await way.Start();
            await new Loops(workload, Stretch with { Measure = Stretch.Compile }, new Processors([])).Closed(way, 32);
        }
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++) ratios.Add(await Round(round % 2 == 0 ? ways : [.. ways.Reverse()], alone));
        ratios.Sort();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
        {
            p99_beside_slow = Math.Round(ratios[Rounds / 2], 3), min = Math.Round(ratios[0], 3), max = Math.Round(ratios[^1], 3),
        }));
    }

    private static async Task<double> Round((OurWay Way, Workload Workload)[] ways, OurWay alone)
    {
        var p99 = new Dictionary<bool, double>();
        foreach (var (way, workload) in ways)
        {
            var cell = await new Loops(workload, Stretch, new Processors([])).Open(way, PerSecond);
            p99[way == alone] = cell.Percentile(0.99);
            await Console.Out.WriteLineAsync($"{(way == alone ? "alone " : "beside")} p50 {cell.Percentile(0.5):0.0} ms  p99 {cell.Percentile(0.99):0.0} ms");
        }
        return p99[false] / p99[true];
    }
}
