using Npgsql;
using PartyReport.Servers;

namespace PartyReport.Load.Ways;

/// <summary>Tables of the raw ways, in a database of their own, and the subscriber's table of every way.</summary>
internal sealed class Rows(PostgresModule module) : IAsyncDisposable
{
    // As many as ours has.
    private const int Connections = 32;

    public const string Effect =
        "create table effect (nr bigint generated always as identity, stream uuid not null, version integer not null, unique (stream, version))";

    private readonly NpgsqlDataSource _pool = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(module.Runtime)
    {
        SearchPath = module.Name, MaxPoolSize = Connections, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, NoResetOnClose = true,
    }.ToString()).Build();

    public static async Task<Rows> Make(PostgresModule module)
    {
        await module.AsOwner(
            $"""
            create table written (
                position bigint generated always as identity, stream uuid not null, version integer not null, body bytea not null,
                written_at timestamptz not null default now(), unique (stream, version));
            {Effect};
            grant usage on schema "{module.Name}" to "{module.RuntimeRole}";
            grant select, insert on written, effect to "{module.RuntimeRole}"
            """);
        return new Rows(module);
    }

    public async Task Write(Guid stream, int version, byte[] body)
    {
        await using var insert = _pool.CreateCommand("insert into written (stream, version, body) values ($1, $2, $3)");
        insert.Parameters.AddWithValue(stream);
        insert.Parameters.AddWithValue(version);
        insert.Parameters.AddWithValue(body);
        await insert.ExecuteNonQueryAsync();
    }

    /// <summary>Effects of one message in one commit and one round trip.</summary>
    public async Task Apply(IReadOnlyList<Wire> events)
    {
        await using var insert = _pool.CreateCommand(
            "insert into effect (stream, version) select * from unnest($1, $2) on conflict do nothing");
        insert.Parameters.AddWithValue(events.Select(e => e.Stream).ToArray());
        insert.Parameters.AddWithValue(events.Select(e => e.Version).ToArray());
        await insert.ExecuteNonQueryAsync();
    }

    public Task<(long, long)> Count() => Count(_pool);

    public static async Task<(long Effects, long Reordered)> Count(NpgsqlDataSource pool)
    {
        await using var count = pool.CreateCommand(
            "select count(*), count(*) filter (where version <> place) from " +
            "(select version, row_number() over (partition by stream order by nr) as place from effect) e");
        await using var row = await count.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    public async ValueTask DisposeAsync() => await _pool.DisposeAsync();
}

/// <summary>An event as the raw ways send it.</summary>
internal readonly record struct Wire(Guid Stream, int Version, byte[] Body)
{
    private const int Head = 16 + 4 + 4;

    public static byte[] Pack(IReadOnlyList<Wire> events)
    {
        var bytes = new byte[events.Sum(e => Head + e.Body.Length)];
        var at = 0;
        foreach (var e in events)
        {
            e.Stream.TryWriteBytes(bytes.AsSpan(at));
            BitConverter.TryWriteBytes(bytes.AsSpan(at + 16), e.Version);
            BitConverter.TryWriteBytes(bytes.AsSpan(at + 20), e.Body.Length);
            e.Body.CopyTo(bytes, at + Head);
            at += Head + e.Body.Length;
        }
        return bytes;
    }

    public static List<Wire> Unpack(ReadOnlySpan<byte> bytes)
    {
        var events = new List<Wire>();
        while (bytes.Length > 0)
        {
            var length = BitConverter.ToInt32(bytes[20..]);
            events.Add(new Wire(new Guid(bytes[..16]), BitConverter.ToInt32(bytes[16..]), bytes.Slice(Head, length).ToArray()));
            bytes = bytes[(Head + length)..];
        }
        return events;
    }
}
