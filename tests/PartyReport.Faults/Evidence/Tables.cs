using System.Text;
using Npgsql;
using PartyReport.Eventing;

namespace PartyReport.Faults;

/// <summary>Reads the tables of all services, as the superuser.</summary>
internal sealed class Tables(string connectionString)
{
    public static readonly string[] Services = ["directory", "drafting", "review", "archive", "notification"];

    /// <summary>Read models as one line a row; a fold of the events must give the same lines.</summary>
    private static readonly (string Service, string Table, string Sql)[] Models =
    [
        ("directory", "unit", "select id::text, concat_ws('/', code, kind, parent) from directory.unit"),
        ("directory", "post", "select id::text, concat_ws('/', person, unit, role, first_day, last_day) from directory.post"),
        ("drafting", "cycle", "select id::text, concat_ws('/', year, opener) from drafting.cycle"),
        ("drafting", "report", "select id::text, concat_ws('/', cycle, unit, state, revision, hash) from drafting.report"),
        ("drafting", "revision", "select report || '/' || number, concat_ws('/', hash, author, origin) from drafting.revision"),
        ("review", "cycle", "select id::text, opener::text from review.cycle"),
        ("review", "open_stage", "select report::text, concat_ws('/', unit, stage) from review.open_stage"),
        ("archive", "filing", "select report::text, concat_ws('/', number, revision, hash) from archive.filing"),
        ("archive", "held", "select concat_ws('/', publisher, stream, version), waits_for from archive.held"),
        ("archive", "checkpoint", "select max(size)::text, count(*)::text from archive.checkpoint having count(*) > 0"),
        ("notification", "notice",
            "select id::text, concat_ws('/', person, kind, report, revision, stage, number) from notification.notice"),
        .. from service in new[] { "drafting", "review", "archive" }
           from replica in new[]
           {
               ("organisation_unit", $"select id::text, concat_ws('/', kind, name, parent) from {service}.organisation_unit"),
               ("organisation_post", $"select id::text, concat_ws('/', person, unit, role, first_day, last_day) from {service}.organisation_post"),
           }
           select (service, replica.Item1, replica.Item2),
    ];

    public async Task<Evidence> Read(Evidence so, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var (events, answers, mine, blocked) = (new List<EventRow>(), new List<AnswerRow>(), new List<MineRow>(), new List<BlockedRow>());
        foreach (var service in Services)
        {
            events.AddRange(await Rows(source, EventsOf(service), r => new EventRow(
                service, r.GetInt32(0), r.GetGuid(1), r.GetInt32(2), CursorAt(r, 3), r.GetString(6), Text(r, 7), Text(r, 8), r.GetString(9)), ct));
            answers.AddRange(await Rows(source, $"select actor, key, status, body from {service}.command", r => new AnswerRow(
                service, r.GetString(0), r.GetString(1), r.GetInt32(2), Text(r, 3)), ct));
            mine.AddRange(await Rows(source,
                $"select name, publisher, shard, generation, xid, position from {service}.subscription",
                r => new MineRow(service, r.GetString(0), r.GetString(1), r.GetInt32(2), CursorAt(r, 3)), ct));
            blocked.AddRange(await Rows(source,
                $"select subscription, publisher, shard, stream, version, attempt, parked_at is not null, error from {service}.blocked",
                r => new BlockedRow(service, r.GetString(0), r.GetString(1), r.GetInt32(2), r.GetGuid(3), r.GetInt32(4), r.GetInt32(5),
                    r.GetBoolean(6), r.IsDBNull(7) ? null : r.GetString(7)), ct));
        }
        var leaves = await Rows(source,
            "select idx, publisher, stream, version, type, early, encode(sha256(headers || body), 'hex') from archive.leaf order by idx",
            r => new LeafRow(r.GetInt64(0), r.GetString(1), r.GetGuid(2), r.GetInt32(3), r.GetString(4), r.GetBoolean(5), r.GetString(6)), ct);
        var models = new List<ModelRow>();
        foreach (var (service, table, sql) in Models)
            models.AddRange(await Rows(source, sql, r => new ModelRow(service, table, r.GetString(0), r.GetString(1)), ct));
        return so with { Events = events, Answers = answers, Mine = mine, Blocked = blocked, Leaves = leaves, Models = models };
    }

    private static string EventsOf(string service) =>
        $"""
        select right(tableoid::regclass::text, 1)::integer, stream, version, generation, xid, position, type, headers, body,
               encode(sha256(headers || body), 'hex')
        from {service}.event order by generation, xid, position
        """;

    private static Cursor CursorAt(NpgsqlDataReader row, int at) => new(row.GetInt64(at), row.GetInt64(at + 1), row.GetInt64(at + 2));

    private static string Text(NpgsqlDataReader row, int at) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(at));

    private static async Task<List<T>> Rows<T>(NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }
}
