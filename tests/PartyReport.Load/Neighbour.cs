using System.Text.Json;
using PartyReport.Load.Ways;

namespace PartyReport.Load;

/// <summary>Latency of one subscription: alone, beside another of the same events that keeps up, and beside one that needs a second for each.</summary>
internal static class Neighbour
{
    private const double PerSecond = 500;
    private const int Rounds = 15;
    private static readonly Plan Stretch = new(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), 0, TimeSpan.FromSeconds(15));

    public static async Task Run(int seed)
    {
        await using OurWay alone = new(new Sabotage("")), quick = new(new Sabotage(""), TimeSpan.Zero), slow = new(new Sabotage(""), TimeSpan.FromSeconds(1));
        OurWay[] ways = [alone, quick, slow];
        var workloads = ways.ToDictionary(way => way, _ => new Workload(seed));
        foreach (var way in ways)
        {
            await way.Start();
            await new Loops(workloads[way], Stretch with { Measure = Stretch.Compile }, new Processors([])).Closed(way, 32);
        }
        var rounds = new List<double[]>();
        for (var round = 0; round < Rounds; round++) rounds.Add(await Round(ways, workloads, round));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
        {
            slow_vs_quick = Spread(rounds.Select(p99 => p99[2] / p99[1])), slow_vs_alone = Spread(rounds.Select(p99 => p99[2] / p99[0])),
            quick_vs_alone = Spread(rounds.Select(p99 => p99[1] / p99[0])),
        }));
    }

    /// <summary>The p99 of each way; who begins changes from round to round.</summary>
    private static async Task<double[]> Round(OurWay[] ways, Dictionary<OurWay, Workload> workloads, int round)
    {
        var p99 = new double[ways.Length];
        for (var turn = 0; turn < ways.Length; turn++)
        {
            var who = (round + turn) % ways.Length;
            p99[who] = (await new Loops(workloads[ways[who]], Stretch, new Processors([])).Open(ways[who], PerSecond)).Percentile(0.99);
        }
        await Console.Out.WriteLineAsync($"p99 in ms: alone {p99[0]:0.0}, beside a quick one {p99[1]:0.0}, beside a slow one {p99[2]:0.0}");
        return p99;
    }

    private static object Spread(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToList();
        return new { median = Math.Round(sorted[sorted.Count / 2], 3), min = Math.Round(sorted[0], 3), max = Math.Round(sorted[^1], 3) };
    }
}
