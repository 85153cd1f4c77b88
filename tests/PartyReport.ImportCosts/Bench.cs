using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.SixProcesses;

namespace PartyReport.ImportCosts;

/// <summary>Imports a city through the gateway of six processes, while somebody goes on writing reports.</summary>
internal sealed class Bench(Files files, Commands commands, Database database, City city)
{
    // Compiles what an import runs: services of a city have run for months.
    private static readonly City Before = new(2_000, 6_000, 0, 'W');

    // Saves before the import, at one every 100 ms.
    private const int Quiet = 30;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromMinutes(5);

    public static async Task Run(City city, string sabotage, string? raw, CancellationToken ct)
    {
        await using var fleet = new Fleet();
        await fleet.Up();
        using var door = new Door(fleet.Address);
        using var files = new Files(fleet.Address);
        await using var database = new Database(fleet);
        await Sabotage.Apply(sabotage, database);
        await new Bench(files, new Commands(door), database, city).Measure(sabotage, raw, ct);
    }

    private async Task Measure(string sabotage, string? raw, CancellationToken ct)
    {
        var (units, posts) = (city.UnitFile(), city.PostFile());
        await commands.Prepare(ct);
        await files.SignIn(DemoCounty.Administrator, ct);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(Patience);
        await Import("units", Before.UnitFile(), end.Token);
        await Replicated(await Import("posts", Before.PostFile(), end.Token), end.Token);
        using var stop = new CancellationTokenSource();
        var writing = commands.Run(stop.Token);
        await Until(() => Task.FromResult(commands.Milliseconds.Count >= Quiet), end.Token);
        var quiet = commands.Milliseconds;
        commands.Forget();
        var watching = database.LongestWrites(stop.Token);

        var start = Stopwatch.GetTimestamp();
        // Each is a stream of its own: a replica may complete the second before the first.
        Guid[] imports = [await Import("units", units, end.Token), await Import("posts", posts, end.Token)];
        var imported = Stopwatch.GetTimestamp();
        foreach (var import in imports) await Replicated(import, end.Token);
        var replicated = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await writing;
        await CheckAllSeen();
        await Tell(new
        {
            import_s = Seconds(start, imported), replica_s = Seconds(imported, replicated), command_p99_ms = Percentile(commands.Milliseconds, 0.99),
            command_p50_ms = Percentile(commands.Milliseconds, 0.5), quiet_p50_ms = Percentile(quiet, 0.5),
            largest_event_kib = Math.Round(await database.LargestEvent() / 1024.0, 1), longest_write_ms = Rounded(await watching),
        }, sabotage, raw, ct);
    }

    private async Task<Guid> Import(string kind, byte[] file, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var import = await files.Send<ImportView>($"/api/directory/imports?kind={kind}", file, ct);
        var check = Stopwatch.GetTimestamp();
        await files.Send<ImportView>($"/api/directory/imports/{import.Id}/start", [], ct);
        await Until(async () => (await files.Get<ImportView>($"/api/directory/imports/{import.Id}", ct)).State == "completed", ct);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{kind}: {file.Length / 1024} KiB, {import.Rows} rows checked in {Seconds(start, check)} s, written in {Seconds(check, Stopwatch.GetTimestamp())} s"));
        return import.Id;
    }

    private async Task Replicated(Guid import, CancellationToken ct)
    {
        foreach (var schema in await database.Replicas()) await Until(() => database.HasCompleted(schema, import), ct);
    }

    // What was not imported is not fast.
    private async Task CheckAllSeen()
    {
        foreach (var schema in await database.Replicas())
            if (await database.Seen(schema) is var (units, posts) && (units <= city.Units + Before.Units || posts <= city.Posts + Before.Posts))
                throw new InvalidOperationException($"{schema} has {units} units and {posts} posts.");
    }

    private static async Task Until(Func<Task<bool>> done, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look);
        while (!await done()) await timer.WaitForNextTickAsync(ct);
    }

    private async Task Tell(object figures, string sabotage, string? raw, CancellationToken ct)
    {
        if (raw is not null)
        {
            Directory.CreateDirectory(raw);
            await File.WriteAllTextAsync(Path.Combine(raw, "import.json"), JsonSerializer.Serialize(new
            {
                city.Seed, city.Units, city.Posts, sabotage, figures, command_ms = commands.Milliseconds.Select(m => Math.Round(m, 2)),
            }), ct);
        }
        Console.WriteLine(JsonSerializer.Serialize(figures));
    }

    private static Dictionary<string, double> Rounded(Dictionary<string, double> ages) => ages.ToDictionary(a => a.Key, a => Math.Round(a.Value));

    private static double Percentile(IReadOnlyList<double> samples, double part) =>
        Math.Round(samples.Order().ElementAt(Math.Min(samples.Count - 1, (int)(samples.Count * part))), 1);

    private static double Seconds(long from, long to) => Math.Round(Stopwatch.GetElapsedTime(from, to).TotalSeconds, 1);
}
