using PartyReport.Servers;

namespace PartyReport.Eventing.Tests;

/// <summary>Leases and fencing on a real database.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private PostgresModule _database = null!;
    private EventLog _log = null!;
    private PostgresSchema _schema = null!;
    private readonly Folder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresModule.Create("leased", typeof(EventLog).Assembly);
        _schema = new PostgresSchema(_database.Runtime, "leased", new HighWaterFile(_folder.File("x"), TimeProvider.System));
        _log = new EventLog(
            "leased", _schema, new EventTypes(), new Wakeups(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_relay_holds_a_shard_and_keeps_its_epoch_while_it_renews()
    {
        var (one, two) = (new RelayTables(_schema, "one"), new RelayTables(_schema, "two"));

        var first = await one.Renew(Ct);

        first.Count.ShouldBe(BrokerSetup.Shards);
        (await two.Renew(Ct)).ShouldBeEmpty();
        (await one.Renew(Ct)).ShouldBe(first);
    }

    [Fact]
    public async Task A_relay_that_wakes_up_after_its_lease_moves_no_cursor()
    {
        var (one, two) = (new RelayTables(_schema, "one"), new RelayTables(_schema, "two"));
        var lane = new Lane("reader", "units", 3);
        var old = await one.Renew(Ct);
        await one.Load([lane], old[3], Ct);
        await one.Save(new Dictionary<Lane, Cursor> { [lane] = new(1, 5, 5) }, old, Ct);
        await _log.Write(s => s.Execute("update relay_lease set expires_at = 'epoch'"), Ct);

        var taken = await two.Renew(Ct);
        var loaded = await two.Load([lane], taken[3], Ct);

        taken[3].ShouldBe(old[3] + 1);
        loaded[lane].ShouldBe(new Cursor(1, 5, 5));
        (await one.Save(new Dictionary<Lane, Cursor> { [lane] = new(1, 9, 9) }, old, Ct)).ShouldBe([lane]);
        (await two.Load([lane], taken[3], Ct))[lane].ShouldBe(new Cursor(1, 5, 5));
        (await one.Load([lane], old[3], Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_starts_again_takes_the_leases_of_its_predecessor_at_once_and_fences_it()
    {
        var (before, after) = (new RelayTables(_schema, "same folder"), new RelayTables(_schema, "same folder"));
        var lane = new Lane("reader", "units", 0);
        var old = await before.Renew(Ct);
        await before.Load([lane], old[0], Ct);

        var taken = await after.Renew(Ct);
        await after.Load([lane], taken[0], Ct);

        taken[0].ShouldBe(old[0] + 1);
        (await before.Save(new Dictionary<Lane, Cursor> { [lane] = new(1, 9, 9) }, old, Ct)).ShouldBe([lane]);
    }

    [Fact]
    public async Task A_lease_that_was_given_back_is_free_at_once()
    {
        var (one, two) = (new RelayTables(_schema, "one"), new RelayTables(_schema, "two"));
        await one.Renew(Ct);

        await one.Release(Ct);

        (await two.Renew(Ct)).Count.ShouldBe(BrokerSetup.Shards);
    }
}
