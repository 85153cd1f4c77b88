using System.Diagnostics;
using Npgsql;

namespace PartyReport.Faults;

/// <summary>A writer of another database and role of the same server keeps a transaction open.</summary>
internal static class Horizon
{
    private const string Other = "faults_other";

    public static async Task Held(Trial trial, CancellationToken ct)
    {
        await Prepare(trial, ct);
        await using var load = trial.Arena.Load(trial.Pace, ct);
        await load.Steady(3, ct);
        var hold = TimeSpan.FromSeconds(trial.IsLong ? 60 : 12);
        long leaves, meanwhile;
        var alarmed = false;
        await using (var writer = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(trial.Arena.Postgres)
        {
            Database = Other, Username = Other, Password = Other, Pooling = false,
        }.ToString()))
        {
            await writer.OpenAsync(ct);
            await using var transaction = await writer.BeginTransactionAsync(ct);
            await using var write = new NpgsqlCommand("select pg_current_xact_id()", writer);
            await write.ExecuteScalarAsync(ct);
            var mark = Stopwatch.GetTimestamp();
            // What was below the horizon is still delivered.
            await Waiting.Last(TimeSpan.FromSeconds(2), ct);
            leaves = await Leaves(trial, ct);
            alarmed = await Waiting.Until(() => Alarms.Read(Path.Combine(trial.Arena.Fleet.Folder, "logs")).Exists(IsAlarm), hold, ct);
            trial.AtMost("seconds to an alarm", alarmed ? Trial.Since(mark) : 99, 13);
            var left = hold - Stopwatch.GetElapsedTime(mark);
            if (left > TimeSpan.Zero) await Waiting.Last(left, ct);
            meanwhile = await Leaves(trial, ct) - leaves;
            await transaction.RollbackAsync(ct);
        }
        trial.AtMost("events delivered above an open transaction", meanwhile, 0);
        var after = Stopwatch.GetTimestamp();
        await Waiting.Until(async () => await Settling.Lag(trial.Arena, ct) < 2 * trial.Pace, hold, ct);
        trial.Seconds("seconds until the lag was gone", Trial.Since(after), 10);
        await load.Stop();
    }

    private static bool IsAlarm(AlarmRow row) => row.Text.Contains("Alarm horizon ", StringComparison.Ordinal);

    private static async Task<long> Leaves(Trial trial, CancellationToken ct) =>
        await trial.Arena.Ask<long>("select count(*) from archive.leaf", ct) ?? 0;

    private static async Task Prepare(Trial trial, CancellationToken ct)
    {
        await trial.Arena.Execute($"create role {Other} login password '{Other}'", ct);
        await trial.Arena.Execute($"create database {Other} owner {Other}", ct);
    }
}
