using Dapper;
using Npgsql;
using PartyReport.SixProcesses;

namespace PartyReport.ImportCosts;

/// <summary>What the services' own tables say, read as the server's owner.</summary>
internal sealed class Database(Fleet fleet) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = int.Parse(Read(fleet, "ports/postgres"), System.Globalization.CultureInfo.InvariantCulture), Database = "partyreport",
        Username = "postgres", Password = Read(fleet, "secrets/postgres"),
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Schemas of the services that keep a replica of the directory.</summary>
    public async Task<IReadOnlyList<string>> Replicas()
    {
        await using var connection = await _server.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>("select table_schema from information_schema.tables where table_name = 'organisation_import' order by 1")];
    }

    /// <summary>Units and posts that readers of a replica see.</summary>
    public async Task<(long Units, long Posts)> Seen(string schema)
    {
        await using var connection = await _server.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(long, long)>(
            $"select (select count(*) from {schema}.organisation_unit), (select count(*) from {schema}.organisation_post)");
    }

    public async Task<bool> HasCompleted(string schema, Guid import)
    {
        await using var connection = await _server.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>($"select exists (select 1 from {schema}.organisation_import where id = @import and completed)", new { import });
    }

    public async Task<long> LargestEvent()
    {
        await using var connection = await _server.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select max(octet_length(body)) from directory.event");
    }

    public async Task Run(string sql)
    {
        await using var connection = await _server.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Ages in milliseconds of the oldest writing transaction of each service, looked at again and again.</summary>
    public async Task<Dictionary<string, double>> LongestWrites(CancellationToken stop)
    {
        var longest = new Dictionary<string, double>();
        await using var connection = await _server.OpenConnectionAsync(CancellationToken.None);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!stop.IsCancellationRequested)
        {
            foreach (var (role, age) in await connection.QueryAsync<(string, double)>(
                """
                select usename, 1000 * max(extract(epoch from clock_timestamp() - xact_start))::float8 from pg_stat_activity
                where backend_xid is not null and usename like 'partyreport%' group by 1
                """))
                longest[role["partyreport_".Length..]] = Math.Max(longest.GetValueOrDefault(role["partyreport_".Length..]), age);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        return longest;
    }

    private static string Read(Fleet fleet, string file) => File.ReadAllText(Path.Combine(fleet.Folder, file)).Trim();
}
