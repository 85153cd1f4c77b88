using System.Reflection;
using Npgsql;
using PartyReport.Servers;

namespace PartyReport.Eventing.Tests;

public sealed class PostgresMigrationTests : IAsyncLifetime
{
    private const string Name = "sample";
    private static readonly Assembly Good = typeof(EventLog).Assembly, Broken = typeof(PostgresMigrationTests).Assembly;
    private PostgresModule _module = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _module = await PostgresModule.Create(Name);

    public ValueTask DisposeAsync() => _module.DisposeAsync();

    private static readonly string[] Scripts = ["0001-event-log.sql", "0002-must-be-one.sql"];

    private static string FileOf(string script) => string.Join('.', script.Split('.')[^2..]);

    [Fact]
    public async Task A_second_migration_changes_nothing()
    {
        await Migrate(Good);
        var before = await Done();

        await Migrate(Good);

        (await Done()).ShouldBe(before);
        before.Select(FileOf).ShouldBe(Scripts);
    }

    [Fact]
    public async Task Migrations_at_once_wait_for_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrate(Good), Ct)));

        (await Done()).Select(FileOf).ShouldBe(Scripts);
        (await Tables()).ShouldContain("event");
    }

    [Fact]
    public async Task A_script_that_fails_half_way_leaves_nothing_and_is_named()
    {
        var failed = await Should.ThrowAsync<InvalidOperationException>(() => Migrate(Good, Broken));

        failed.Message.ShouldContain("0001-broken.sql");
        failed.Message.ShouldContain("nothing_like_this");
        (await Tables()).ShouldNotContain("half");
        (await Done()).Select(FileOf).ShouldBe(Scripts);
        await Migrate(Good);
    }

    [Fact]
    public async Task A_new_database_serves_its_runtime_role()
    {
        await Migrate(Good);
        await using var log = new EventLog(
            Name, new PostgresSchema(_module.Runtime, Name, new HighWaterFile(Path.GetTempFileName() + ".none", TimeProvider.System)),
            new EventTypes(), new Wakeups(), TimeProvider.System);

        await log.Commit(new CommandKey("a", "k"), new StoredAnswer(), [new(
            Guid.NewGuid(), 1, "a", 1, [1], [1], DateTimeOffset.UnixEpoch, new object())], _ => Task.CompletedTask, Ct);

        (await log.Read(EventLog.Head)).ShouldBeGreaterThan(Cursor.Start);
    }

    private Task Migrate(params Assembly[] scripts) => new PostgresMigration(Name, scripts).Run(_module.Owner, _module.RuntimeRole, Ct);

    private Task<List<string>> Done() => Names($"select scriptname from {Name}.schema_versions order by scriptname");

    private Task<List<string>> Tables() => Names($"select tablename::text from pg_tables where schemaname = '{Name}'");

    private async Task<List<string>> Names(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_module.Owner) { Pooling = false }.ToString());
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var names = new List<string>();
        while (await rows.ReadAsync(Ct)) names.Add(rows.GetString(0));
        return names;
    }
}
