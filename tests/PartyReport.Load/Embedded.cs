using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using PartyReport.Contracts;
using PartyReport.Eventing;
using EventLog = PartyReport.Eventing.EventLog;

namespace PartyReport.Load;

/// <summary>Commits a second into one SQLite file by many writers: the product's log beside a hand-written insert and commit for each.</summary>
internal static class Embedded
{
    private const int Rounds = 5;
    private const string Sqlite = "pragma journal_mode = wal; pragma synchronous = full";
    private static readonly int[] Writers = [1, 32];
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(3);
    private static readonly EventHeaders Headers = new("load", "load", []);

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("load").FullName;
        await using var log = new EventLog(
            "ours", new SqliteFile(Path.Combine(folder, "ours.db"), typeof(EventLog).Assembly), new EventTypes(typeof(Measured).Assembly),
            new Wakeups(), TimeProvider.System);
        await using var raw = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")}");
        raw.Open();
        await Execute(raw, $"{Sqlite}; create table written (position integer primary key, stream text, version integer, body blob, unique (stream, version))");
        using var turn = new SemaphoreSlim(1, 1);
        (string Name, Func<Guid, Task> Write)[] ways = [("raw", stream => Raw(raw, turn, stream)), ("ours", stream => Ours(log, stream))];
        foreach (var (_, write) in ways) await Rate(write, 32);
        var ratios = Writers.ToDictionary(w => w, _ => new List<double>());
        for (var round = 0; round < Rounds; round++)
            foreach (var writers in Writers)
                ratios[writers].Add(await Compare(round % 2 == 0 ? ways : [.. ways.Reverse()], writers));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { sqlite_1 = Median(ratios[1]), sqlite_32 = Median(ratios[32]) }));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<double> Compare((string Name, Func<Guid, Task> Write)[] ways, int writers)
    {
        var rates = new Dictionary<string, double>();
        foreach (var (name, write) in ways) rates[name] = await Rate(write, writers);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{writers,3} writers  raw {rates["raw"],6:0}/s  ours {rates["ours"],6:0}/s  {rates["ours"] / rates["raw"]:0.00}x"));
        return rates["ours"] / rates["raw"];
    }

    private static async Task<double> Rate(Func<Guid, Task> write, int writers)
    {
        var (start, written) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (; Stopwatch.GetElapsedTime(start) < Stretch; Interlocked.Increment(ref written)) await write(Guid.NewGuid());
        })));
        return written / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Task Ours(EventLog log, Guid stream)
    {
        var written = log.Types.Write(stream, 1, Measured.OneKibibyte, Headers, TimeProvider.System.GetUtcNow());
        return log.Write(async session =>
        {
            await EventLog.Append(session, [written]);
            return 1;
        }, CancellationToken.None);
    }

    private static async Task Raw(SqliteConnection connection, SemaphoreSlim turn, Guid stream)
    {
        await turn.WaitAsync();
        try
        {
            await Execute(connection, "insert into written (stream, version, body) values (@stream, 1, @body)", stream);
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task Execute(SqliteConnection connection, string sql, Guid? stream = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (stream is { } id) command.Parameters.AddWithValue("@stream", id.ToString("D"));
        if (stream is not null) command.Parameters.AddWithValue("@body", new byte[Workload.BodyBytes]);
        await command.ExecuteNonQueryAsync();
    }

    private static double Median(List<double> values) => Math.Round(values.Order().ElementAt(values.Count / 2), 3);
}
