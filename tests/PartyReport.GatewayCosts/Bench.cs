using System.Globalization;
using System.Text.Json;

namespace PartyReport.GatewayCosts;

/// <summary>The same load through a bare proxy, our gateway without a session, and our gateway with one, in interleaved rounds.</summary>
internal sealed class Bench(Processes processes, IReadOnlyList<Way> ways, string sabotage, string? raw)
{
    private static readonly TimeSpan Compile = TimeSpan.FromSeconds(6), WarmUp = TimeSpan.FromSeconds(0.5), Measure = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(4);
    private const int LightRequests = 400;
    private readonly List<Round> _rounds = [];

    /// <param name="Micros">Processor time of the gateway for one request.</param>
    private sealed record Cell(double Rate, double Micros, int Answers, double Seconds);

    private sealed record Round(Dictionary<string, Cell> Closed, Dictionary<string, double[]> Light)
    {
        public double Ratio(string ours, string anchor) => Closed[ours].Rate / Closed[anchor].Rate;

        public double P50(string way) => Light[way].Order().ElementAt(Light[way].Length / 2);
    }

    public static async Task Run(int rounds, string sabotage, string? raw)
    {
        await using var processes = await Processes.Start(sabotage);
        var bench = new Bench(processes, await Way.All(processes), sabotage, raw);
        await bench.Run(rounds);
    }

    private async Task Run(int rounds)
    {
        // What is compiled while a way first runs must not count against it.
        for (var i = 0; i < 2; i++)
            foreach (var way in ways) await way.Closed(Compile / 2);
        for (var i = 0; i < rounds; i++) await One();
        Tell();
    }

    private async Task One()
    {
        var closed = new Dictionary<string, Cell>();
        // The ways change places from round to round, so that none always comes first.
        foreach (var way in ways.Skip(_rounds.Count % ways.Count).Concat(ways.Take(_rounds.Count % ways.Count)))
        {
            await way.Closed(WarmUp);
            var before = processes.Seconds(way.Process);
            var (rate, answers, seconds) = await way.Closed(Measure);
            closed[way.Name] = new Cell(rate, (processes.Seconds(way.Process) - before) * 1_000_000 / answers, answers, seconds);
        }
        var round = new Round(closed, await Light());
        _rounds.Add(round);
        foreach (var way in ways)
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"round {_rounds.Count} {way.Name,-8} {closed[way.Name].Rate,7:0}/s  {closed[way.Name].Micros,5:0} µs of processor  p50 {round.P50(way.Name):0.000} ms"));
        if (raw is null) return;
        Directory.CreateDirectory(raw);
        await File.WriteAllTextAsync(Path.Combine(raw, $"gateway-{_rounds.Count}.json"), JsonSerializer.Serialize(new { sabotage, round.Closed, milliseconds = round.Light }));
    }

    // Request by request in turn, so that whatever else the machine does meets all three alike.
    private async Task<Dictionary<string, double[]>> Light()
    {
        var samples = ways.ToDictionary(w => w.Name, _ => new double[LightRequests]);
        using var timer = new PeriodicTimer(Between);
        for (var i = 0; i < LightRequests; i++)
            foreach (var way in ways)
            {
                await timer.WaitForNextTickAsync();
                samples[way.Name][i] = await way.Once(i);
            }
        return samples;
    }

    private void Tell()
    {
        var (plain, session) = (Spread(r => r.Ratio(Way.Plain, Way.Bare)), Spread(r => r.Ratio(Way.Session, Way.Plain)));
        var (added, addedPlain) = (Spread(r => r.P50(Way.Session) - r.P50(Way.Bare)), Spread(r => r.P50(Way.Plain) - r.P50(Way.Bare)));
        Console.WriteLine($"plain / bare          {Text(plain)}");
        Console.WriteLine($"session / plain       {Text(session)}");
        Console.WriteLine($"p50 session - bare    {Text(added)} ms");
        Console.WriteLine($"p50 plain - bare      {Text(addedPlain)} ms");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            plain_vs_yarp = Math.Round(plain.Median, 3), session_vs_plain = Math.Round(session.Median, 3), added_p50_ms = Math.Round(added.Median, 3),
        }));
    }

    private (double Median, double Min, double Max) Spread(Func<Round, double> value)
    {
        List<double> values = [.. _rounds.Select(value).Order()];
        return (values[values.Count / 2], values[0], values[^1]);
    }

    private static string Text((double Median, double Min, double Max) spread) =>
        string.Create(CultureInfo.InvariantCulture, $"{spread.Median:0.000}  ({spread.Min:0.000}–{spread.Max:0.000})");
}
