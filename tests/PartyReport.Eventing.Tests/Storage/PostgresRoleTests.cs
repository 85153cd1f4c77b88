using Npgsql;

namespace PartyReport.Eventing.Tests;

/// <summary>What the role of a running service may not do, whatever somebody makes it say.</summary>
public sealed class PostgresRoleTests : IAsyncLifetime
{
    private static readonly string[] Forbidden =
    [
        "create table mine (id integer)",
        "create table public.mine (id integer)",
        "create schema mine",
        "create temporary table mine (id integer)",
        "alter table event add column mine integer",
        "drop table note",
        "alter table event disable trigger event_is_never_changed",
        "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
        "update event set version = 7",
        "delete from event",
        "truncate event",
        "update event_0 set version = 7",
        "delete from event_7",
        "delete from schema_versions",
        "select * from neighbour.secret",
    ];

    private readonly PostgresStore _store = new();
    private EventLog _log = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _log = await _store.Open();

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task The_runtime_role_may_do_nothing_but_its_work()
    {
        await MakeNeighbour();
        await using var connection = new NpgsqlConnection(_store.Own(_store.Module.Runtime));
        await connection.OpenAsync(Ct);

        foreach (var sql in Forbidden)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct), sql);
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {refused.MessageText}");
        }
    }

    [Theory]
    [InlineData("update event set version = 7")]
    [InlineData("delete from event")]
    public async Task Even_the_owner_may_not_change_the_log(string sql)
    {
        await _log.Commit(new CommandKey("a", "k"), new StoredAnswer(), [new(
            Guid.NewGuid(), 1, "a", 1, [1], [1], DateTimeOffset.UnixEpoch, new object())], _ => Task.CompletedTask, Ct);

        var refused = await Should.ThrowAsync<PostgresException>(() => _store.Module.AsOwner(sql));

        refused.MessageText.ShouldContain("append-only");
    }

    private async Task MakeNeighbour()
    {
        await using var connection = new NpgsqlConnection(_store.Module.Admin);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("create schema neighbour; create table neighbour.secret (id integer)", connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
