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
        long written, past;
        await using (var writer = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(trial.Arena.Postgres)
        {
            Database = Other, Username = Other, Password = Other, Pooling = false,
        }.ToString()))
        {
            await writer.OpenAsync(ct);
            await using var transaction = await writer.BeginTransactionAsync(ct);
            var open = await OpenTransaction(writer, ct);
            var mark = Stopwatch.GetTimestamp();
            var alarmed = await Waiting.Until(() => Alarms.Read(Path.Combine(trial.Arena.Fleet.Folder, "logs")).Exists(IsAlarm), hold, ct);
            trial.AtMost("seconds to an alarm", alarmed ? Trial.Since(mark) : 99, 13);
            var left = hold - Stopwatch.GetElapsedTime(mark);
            if (left > TimeSpan.Zero) await Waiting.Last(left, ct);
            written = await Count(trial, "event", open, ct);
            past = await Count(trial, "subscription", open, ct);
            await transaction.RollbackAsync(ct);
        }
        trial.AtLeast("events written above an open transaction", written, 1);
        trial.AtMost("lanes that came past it", past, 0);
        var after = Stopwatch.GetTimestamp();
        await Waiting.Until(async () => await Settling.Lag(trial.Arena, ct) < 2 * trial.Pace, hold, ct);
        trial.Seconds("seconds until the lag was gone", Trial.Since(after), 10);
        await load.Stop();
    }

    private static bool IsAlarm(AlarmRow row) => row.Text.Contains("Alarm horizon ", StringComparison.Ordinal);

    private static async Task<long> OpenTransaction(NpgsqlConnection writer, CancellationToken ct)
    {
        await using var write = new NpgsqlCommand("select pg_current_xact_id()::text::bigint", writer);
        return (long)(await write.ExecuteScalarAsync(ct))!;
    }

    // Not how much was delivered: what is below the transaction may still be on its way, for seconds on a busy machine.
    private static async Task<long> Count(Trial trial, string table, long open, CancellationToken ct) => await trial.Arena.Ask<long>(
        $"select {string.Join(" + ", Tables.Services.Select(s => $"(select count(*) from {s}.{table} where xid >= {open})"))}", ct) ?? 0;

    private static async Task Prepare(Trial trial, CancellationToken ct)
    {
        await trial.Arena.Execute($"create role {Other} login password '{Other}'", ct);
        await trial.Arena.Execute($"create database {Other} owner {Other}", ct);
    }
}
