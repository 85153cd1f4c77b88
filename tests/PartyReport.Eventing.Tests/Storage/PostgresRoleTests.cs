using Npgsql;

namespace PartyReport.Eventing.Tests;

/// <summary>What the role of a running service may not do, whatever somebody makes it say.</summary>
public sealed class PostgresRoleTests : IAsyncLifetime
{
    private readonly PostgresStore _store = new();
    private EventLog _log = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = await _store.Open();
        await PostgresSchemaOf("neighbour");
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("create table mine (id integer)")]
    [InlineData("create table public.mine (id integer)")]
    [InlineData("create schema mine")]
    [InlineData("create temporary table mine (id integer)")]
    [InlineData("alter table event add column mine integer")]
    [InlineData("drop table note")]
    [InlineData("alter table event disable trigger event_is_never_changed")]
    [InlineData("create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'")]
    [InlineData("update event set version = 7")]
    [InlineData("delete from event")]
    [InlineData("truncate event")]
    [InlineData("update event_0 set version = 7")]
    [InlineData("delete from event_7")]
    [InlineData("delete from schema_versions")]
    [InlineData("select * from neighbour.secret")]
    public async Task The_runtime_role_may_not(string sql)
    {
        await using var connection = new NpgsqlConnection(_store.Own(_store.Module.Runtime));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, refused.MessageText);
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

    private Task PostgresSchemaOf(string neighbour) => Admin(
        $"create schema {neighbour}; create table {neighbour}.secret (id integer); grant select on {neighbour}.secret to \"{_store.Module.RuntimeRole}_owner\"");

    private async Task Admin(string sql)
    {
        await using var connection = new NpgsqlConnection(_store.Module.Admin);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
