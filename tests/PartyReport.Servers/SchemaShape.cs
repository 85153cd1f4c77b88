using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using PartyReport.Eventing;

namespace PartyReport.Servers;

/// <summary>The schemas of both engines, told in the same words, so that they cannot drift apart unseen.</summary>
public static class SchemaShape
{
    // What only a log that is sent over a broker needs, and a position that is a key only where it is the commit order.
    private static readonly string[] Declared =
    [
        "relay_lease", "send_cursor", "generation", "log.shards ", "log.system_identifier ", "event key (position)",
        // Only one engine indexes what an array holds, and only there are references asked one row at a time and locked.
        "person_token", "person.tokens ", "person index person_by_token", "post_row refers to person ", "post_row refers to unit_row ",
        // SQLite numbers rows by its key.
        "organisation_path key (",
    ];

    /// <summary>What one engine has and the other has not, beyond what is meant to differ.</summary>
    public static async Task<IReadOnlyList<string>> Differences(string name, params Assembly[] modules)
    {
        await using var data = await ModuleData.Create(Engine.Postgres, name, modules);
        var sqlite = await Sqlite(Path.Combine(data.Folder, "shape.db"), [typeof(EventLog).Assembly, .. modules]);
        var postgres = await Postgres(data.Postgres!);
        return [
            .. sqlite.Except(postgres).Where(IsMeantToBeEqual).Select(l => "only SQLite: " + l),
            .. postgres.Except(sqlite).Where(IsMeantToBeEqual).Select(l => "only PostgreSQL: " + l)];
    }

    private static bool IsMeantToBeEqual(string line) => !Declared.Any(d => line.StartsWith(d, StringComparison.Ordinal));

    private static async Task<List<string>> Sqlite(string file, Assembly[] scripts)
    {
        await using (new SqliteFile(file, scripts))
        {
            await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
            return [.. await connection.QueryAsync<string>(
                """
                with tables as (select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'SchemaVersions')
                select t.name || '.' || c.name || ' ' || case lower(c.type) when 'integer' then 'number' when 'blob' then 'bytes' else lower(c.type) end
                    || case when c."notnull" or c.pk > 0 then ' required' else '' end
                from tables t, pragma_table_info(t.name) c
                union all
                select t.name || ' key (' || (select group_concat(c.name, ', ') from (select name from pragma_table_info(t.name) where pk > 0 order by pk) c) || ')'
                from tables t where exists (select 1 from pragma_table_info(t.name) where pk > 0)
                union all
                select t.name || ' key (' || (select group_concat(c.name, ', ') from (select name from pragma_index_info(i.name) order by seqno) c) || ')'
                from tables t, pragma_index_list(t.name) i where i.origin = 'u'
                union all
                select t.name || ' refers to ' || f."table" || ' by ' || f."from" from tables t, pragma_foreign_key_list(t.name) f
                union all
                select i.tbl_name || ' index ' || i.name || (case when i.sql like 'create unique%' then ' unique' else '' end)
                from sqlite_master i where i.type = 'index' and i.sql is not null
                """)];
        }
    }

    private static async Task<List<string>> Postgres(PostgresModule module)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(module.Runtime) { Pooling = false }.ToString());
        return [.. await connection.QueryAsync<string>(
            """
            with tables as (
                select c.oid, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = @Name and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_versions'),
            constraints as (
                select t.name, o.contype, o.confrelid,
                       (select string_agg(a.attname, ', ' order by k.n) from unnest(o.conkey) with ordinality k (num, n)
                        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num) as columns
                from tables t join pg_constraint o on o.conrelid = t.oid)
            select t.name || '.' || a.attname || ' ' || case format_type(a.atttypid, null)
                    when 'integer' then 'number' when 'bigint' then 'number' when 'boolean' then 'number' when 'bytea' then 'bytes'
                    when 'uuid' then 'text' when 'date' then 'text' when 'timestamp with time zone' then 'text'
                    else format_type(a.atttypid, null) end || case when a.attnotnull then ' required' else '' end
            from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            union all
            select name || ' key (' || columns || ')' from constraints where contype in ('p', 'u')
            union all
            select name || ' refers to ' || (select relname from pg_class where oid = confrelid) || ' by ' || columns from constraints where contype = 'f'
            union all
            select t.name || ' index ' || c.relname || case when i.indisunique then ' unique' else '' end
            from tables t join pg_index i on i.indrelid = t.oid join pg_class c on c.oid = i.indexrelid
            where not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid)
            """, new { module.Name })];
    }
}
