using Dapper;
using Npgsql;

namespace PartyReport.Eventing;

/// <summary>Tells a log that went on from one that was restored.</summary>
internal sealed class LogIdentity(string schema, HighWaterFile highWater)
{
    /// <summary>Checked on every new connection, because a database may be restored under a running service.</summary>
    public async Task Check(NpgsqlConnection connection)
    {
        // First the file: the relay moves it on while we ask, and never beyond what stood in the log before.
        var noted = highWater.Read();
        var log = await connection.QuerySingleAsync<Row>(
            $"""
            select l.system_identifier as stored, (select system_identifier::text from pg_control_system()) as actual,
                   e.generation, e.xid, e.position
            from "{schema}".log l left join lateral (
                select generation, xid, position from "{schema}".event order by generation desc, xid desc, position desc limit 1) e on true
            """);
        if (log.Stored != log.Actual)
            throw new RestoredLogException(
                $"The log of {schema} was made in the PostgreSQL cluster {log.Stored} and now stands in {log.Actual}: it was restored. {Remedy}");
        var head = new Cursor(log.Generation ?? 0, log.Xid ?? 0, log.Position ?? 0);
        if (head < noted)
            throw new RestoredLogException(
                $"The log of {schema} ends at {head}, but was already sent up to {noted}: it was restored from an older copy. {Remedy}");
    }

    private string Remedy =>
        $"Restore a newer copy, or, when there is none, stop all processes of {schema} and run one with --open-generation; see the runbook restore.md.";

    private sealed record Row
    {
        public string Stored { get; init; } = "";
        public string Actual { get; init; } = "";
        public long? Generation { get; init; }
        public long? Xid { get; init; }
        public long? Position { get; init; }
    }
}
