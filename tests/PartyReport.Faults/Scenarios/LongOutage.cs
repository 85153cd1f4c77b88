using System.Diagnostics;
using Npgsql;
using PartyReport.SixProcesses;

namespace PartyReport.Faults;

/// <summary>The broker is away for ten minutes while a log grows; then the backlog is drained, in order, without the memory for it.</summary>
internal static class LongOutage
{
    private const int Outage = 600;
    private const int Versions = 10;
    private const int EventsASecond = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task Drained(Trial trial, CancellationToken ct)
    {
        await using var load = trial.Arena.Load(trial.Pace, ct, patience: 2 * TimeSpan.FromSeconds(Outage));
        await load.Steady(3, ct);
        await trial.Arena.Fleet.Kill(Fleet.Broker);
        trial.KillPoints++;
        await Fill(trial, ct);
        var memory = trial.Arena.Processes.Memory("directory");
        await trial.Arena.Fleet.Start(Fleet.Broker);
        var (mark, backlog, most) = (Stopwatch.GetTimestamp(), await Settling.Lag(trial.Arena, ct), memory);
        await Waiting.OrThrow("the backlog to be drained", async () =>
        {
            most = Math.Max(most, trial.Arena.Processes.Memory("directory"));
            return await Settling.Lag(trial.Arena, ct) < 4 * trial.Pace;
        }, Patience, ct, every: TimeSpan.FromSeconds(1));
        trial.Say($"  {backlog} deliveries in {Trial.Since(mark):0} s");
        trial.AtLeast("deliveries drained a second", backlog / Trial.Since(mark), 3000);
        trial.AtMost("MiB by which the sender grew", most - memory, 100);
        await load.Stop();
    }

    /// <summary>Events of many streams at a steady rate, as the owner of the directory's log writes them.</summary>
    private static async Task Fill(Trial trial, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(trial.Arena.Owner("directory"));
        await connection.OpenAsync(ct);
        await using var insert = new NpgsqlCommand(
            """
            insert into event (stream, version, generation, type, schema_version, body, headers, occurred_at)
            select s, v, l.generation, 'directory.person-added', 1, convert_to('{"person":"' || s || '"}', 'UTF8'),
                   convert_to('{"actor":"service:faults","command":"' || s || '/' || v || '","causes":[]}', 'UTF8'), clock_timestamp()
            from (select gen_random_uuid() as s from generate_series(1, $1)) streams, generate_series(1, $2) v, log l order by s, v
            """, connection)
        {
            Parameters = { new() { Value = EventsASecond / Versions }, new() { Value = Versions } },
        };
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var passed = 0; passed < Outage && await second.WaitForNextTickAsync(ct); passed++) await insert.ExecuteNonQueryAsync(ct);
    }
}
