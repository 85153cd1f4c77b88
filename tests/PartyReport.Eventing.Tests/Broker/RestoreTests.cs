using Npgsql;

namespace PartyReport.Eventing.Tests;

/// <summary>A publisher's database that was restored from an older copy.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private readonly BrokerRig _rig = new();
    private string? _yesterday;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _rig.Make(BrokerRig.Note);
        await _rig.MakeNoted();
        await _rig.StartReader();
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        if (_yesterday is not null) await Admin($"drop database if exists {_yesterday} with (force)");
    }

    [Fact]
    public async Task It_is_refused_by_name_until_a_new_generation_is_opened_and_then_nothing_is_skipped()
    {
        await _rig.Write(_rig.Unit(1, 1), _rig.Unit(2, 1));
        await _rig.Noted(2);
        await _rig.StopWriter();
        var yesterday = await Copy();
        await _rig.StartWriter();
        await _rig.Write(_rig.Unit(1, 2), _rig.Unit(3, 1));
        await _rig.Noted(4);
        await _rig.StopWriter();

        await _rig.StartWriter(yesterday.Runtime);
        var refused = await Should.ThrowAsync<RestoredLogException>(() => _rig.Write(_rig.Unit(4, 1)));
        refused.Message.ShouldContain(_rig.WriterName);
        refused.Message.ShouldContain("--open-generation");
        await _rig.StopWriter();

        var opened = await new GenerationOpening(_rig.WriterName, new HighWaterFile(
            Path.Combine(_rig.Folder, _rig.WriterName + ".high-water"), TimeProvider.System), TimeProvider.System).Run(yesterday.Owner, Ct);
        await _rig.StartWriter(yesterday.Runtime);
        await _rig.Write(_rig.Unit(4, 1), _rig.Unit(5, 1), _rig.Unit(2, 2));

        opened.Generation.ShouldBe(2);
        await _rig.Noted(7);
        // What the reader holds of the lost part stays; a new event at a place that it knows otherwise is blocked, not swallowed.
        await _rig.Write(_rig.Unit(1, 2));
        await _rig.Eventually("the clash to be blocked", async () => await _rig.Reader.Read(s => s.Scalar<int>("select count(*) from blocked")) == 1);
    }

    private async Task<(string Owner, string Runtime)> Copy()
    {
        _yesterday = "yesterday_" + Guid.NewGuid().ToString("N")[..8];
        await Admin($"create database {_yesterday} template {new NpgsqlConnectionStringBuilder(_rig.WriterDatabase.Admin).Database}");
        return (In(_rig.WriterDatabase.Owner), In(_rig.WriterDatabase.Runtime));
    }

    private string In(string connection) => new NpgsqlConnectionStringBuilder(connection) { Database = _yesterday }.ToString();

    private async Task Admin(string sql)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_rig.WriterDatabase.Admin) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
