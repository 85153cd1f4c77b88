using System.Globalization;
using System.Text.Json;
using PartyReport.Load.Ways;

namespace PartyReport.Load;

/// <summary>The ruler: the same workload over three ways, in interleaved rounds, then a backlog over ours.</summary>
internal sealed class Bench(Plan plan, Sabotage sabotage, int seed, string? raw)
{
    private static readonly int[] Clients = [32, 128];
    private readonly List<List<Cell>> _rounds = [];
    private Processors _processors = null!;

    /// <summary>Only the backlog, for a profiler.</summary>
    public const string DrainOnly = "drain";

    /// <param name="only">Name of the one way to drive, or <see cref="DrainOnly"/>; null: all, and their figures.</param>
    public async Task Run(string? only)
    {
        if (only == DrainOnly)
        {
            Say(await Backlog());
            return;
        }
        _processors = new Processors([.. await Ports()]);
        (IWay Way, Workload Workload)[] ways =
        [
            (new RawWay("raw-1", sliceEvents: 1), new Workload(seed)),
            (new RawWay("raw-slice", sliceEvents: 64), new Workload(seed)),
            (new OurWay(sabotage), new Workload(seed)),
        ];
        ways = [.. ways.Where(w => only is null || w.Way.Name == only)];
        foreach (var (way, _) in ways) await way.Start();
        // What is compiled while a way first runs must not count against it.
        foreach (var (way, workload) in ways) await new Loops(workload, plan with { WarmUp = TimeSpan.Zero, Measure = plan.Compile }, _processors).Closed(way, Clients[0]);
        for (var round = 0; round < plan.Rounds; round++) await Round(ways);
        var (lost, reordered) = (0L, 0L);
        foreach (var (way, workload) in ways)
        {
            var (missing, disordered) = await Check(way, workload);
            if (way.Name == "ours") (lost, reordered) = (missing, disordered);
            await way.DisposeAsync();
        }
        if (only is not null) return;
        var drain = await Backlog();
        Tell(drain, lost + drain.Events - drain.Rows.Effects, reordered + drain.Rows.Reordered + drain.Ledger.Reordered);
    }

    private async Task<Drain> Backlog()
    {
        await using var fresh = new OurWay(sabotage);
        return await Drain.Run(fresh, new Workload(seed), plan.Backlog);
    }

    private static void Say(Drain drain) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"drain        {drain.Events} events in {drain.Seconds:0.0} s, {drain.PerSecond:0}/s, memory +{drain.MegabytesMore:0} MB"));

    private async Task Round((IWay Way, Workload Workload)[] ways)
    {
        var cells = new List<Cell>();
        // The ways change places from round to round, so that none always comes first.
        var order = ways.Skip(_rounds.Count % ways.Length).Concat(ways.Take(_rounds.Count % ways.Length)).ToList();
        foreach (var clients in Clients)
            foreach (var (way, workload) in order)
                cells.Add(await Say(await new Loops(workload, plan, _processors).Closed(way, clients)));
        var half = _rounds.Append(cells).SelectMany(r => r).Where(c => (c.Way == "ours" || ways.Length == 1) && c.What.StartsWith("closed", StringComparison.Ordinal)).Max(c => c.Rate) / 2;
        foreach (var (way, workload) in order.Where(w => w.Way.Name != "raw-slice"))
            cells.Add(await Say(await new Loops(workload, plan, _processors).Open(way, half)));
        _rounds.Add(cells);
    }

    private static async Task<(long Lost, long Reordered)> Check(IWay way, Workload workload)
    {
        var written = Enumerable.Range(0, Workload.Reports).Sum(n => (long)workload[n].Version);
        var (effects, disordered) = await way.Count();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{way.Name,-10} {written} written, {effects} effects, {written - effects} lost, {way.Ledger.Doubled} delivered twice, {disordered} reordered"));
        return (written - effects + way.Ledger.Open, disordered + way.Ledger.Reordered);
    }

    private void Tell(Drain drain, long lost, long reordered)
    {
        var figures = new Figures(_rounds);
        var closed = Clients.Select(c => $"closed-{c}").ToList();
        foreach (var load in closed)
            foreach (var anchor in new[] { "raw-1", "raw-slice" })
            {
                Console.WriteLine($"{load,-12} rate    ours/{anchor,-10} {figures.Of(load, anchor, c => c.Rate)}");
                Console.WriteLine($"{load,-12} cpu     ours/{anchor,-10} {figures.Of(load, anchor, c => c.CpuMicros)}");
            }
        foreach (var anchor in new[] { "raw-1", "raw-slice" })
            Console.WriteLine($"maxima       rate    ours/{anchor,-10} {figures.Maxima(anchor, closed)}");
        Console.WriteLine($"open         p50     ours/raw-1      {figures.Of("open", "raw-1", c => c.Percentile(0.5))}");
        Console.WriteLine($"open         p99     ours/raw-1      {figures.Of("open", "raw-1", c => c.Percentile(0.99))}");
        Say(drain);
        Console.WriteLine(figures.Line(closed, _processors.Complete, drain, lost, reordered));
    }

    private async Task<Cell> Say(Cell cell)
    {
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"round {_rounds.Count + 1} {cell.What,-10} {cell.Way,-10} {cell.Rate,7:0}/s  p50 {cell.Percentile(0.5),6:0.0} ms  p99 {cell.Percentile(0.99),6:0.0} ms  cpu {cell.CpuMicros,5:0} µs ({cell.CpuParts})"));
        if (raw is null) return cell;
        Directory.CreateDirectory(raw);
        await File.WriteAllTextAsync(
            Path.Combine(raw, $"{_rounds.Count + 1}-{cell.What}-{cell.Way}.json"),
            JsonSerializer.Serialize(new
            {
                seed, sabotage = sabotage.Name, cell.Way, cell.What, cell.Seconds, cell.Cpu,
                milliseconds = cell.Samples.Select(s => Math.Round(s.Milliseconds, 3)),
            }));
        return cell;
    }

    private static async Task<List<int>> Ports()
    {
        var postgres = new Npgsql.NpgsqlConnectionStringBuilder(await Servers.Servers.Postgres());
        return [postgres.Port, (await Servers.Servers.RabbitMq()).Port];
    }
}
