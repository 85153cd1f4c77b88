using Npgsql;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Servers;

namespace PartyReport.Eventing.Tests;

/// <summary>What readers see while transactions that began earlier are still open.</summary>
public sealed class PostgresHorizonTests : IAsyncLifetime
{
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
    public async Task What_newer_transactions_commit_waits_for_an_older_one_and_comes_after_it()
    {
        var (old, end) = await Open(_log, Event(1, 1));
        await Commit(Event(2, 1));
        await Commit(Event(2, 2));
        var meanwhile = await Seen();

        end.SetResult();
        await old;
        await _store.Settled();

        meanwhile.ShouldBeEmpty();
        (await Seen()).ShouldBe([(Id(1), 1), (Id(2), 1), (Id(2), 2)]);
    }

    [Fact]
    public async Task What_an_older_transaction_takes_back_holds_nothing_up()
    {
        var (old, end) = await Open(_log, Event(1, 1));
        await Commit(Event(2, 1));

        end.SetException(new InvalidOperationException("no"));
        await Should.ThrowAsync<InvalidOperationException>(() => old);
        await _store.Settled();

        (await Seen()).ShouldBe([(Id(2), 1)]);
    }

    [Fact]
    public async Task A_writer_in_another_database_of_the_server_holds_readers_up_but_nothing_is_skipped()
    {
        await Commit(Event(1, 1));
        await _store.Settled();
        var (seen, meanwhile) = (new List<(Guid, int)>(), 0);
        await using (var other = await PostgresModule.Create("other"))
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(other.Runtime) { Pooling = false }.ToString()))
        {
            await connection.OpenAsync(Ct);
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            await new NpgsqlCommand("select pg_current_xact_id()", connection).ExecuteScalarAsync(Ct);
            var cursor = await Follow(Cursor.Start, seen);
            await Commit(Event(1, 2));
            await Commit(Event(2, 1));
            cursor = await Follow(cursor, seen);
            meanwhile = seen.Count;

            await transaction.CommitAsync(Ct);
            await _store.Settled();
            await Follow(cursor, seen);
        }

        meanwhile.ShouldBe(1);
        seen.ShouldBe([(Id(1), 1), (Id(1), 2), (Id(2), 1)]);
    }

    [Fact]
    public async Task Events_that_wait_for_an_open_transaction_are_told_of_and_so_is_its_end()
    {
        var heard = new Overheard();
        var watch = new HorizonWatch(_log, heard, TimeSpan.Zero);
        var (old, end) = await Open(_log, Event(1, 1));
        await Commit(Event(2, 1));

        await watch.Look();
        await heard.Alarm(26);
        end.SetResult();
        await old;
        await _store.Settled();
        await watch.Look();

        await heard.Alarm(27);
    }

    [Fact]
    public async Task Events_of_one_commit_stand_in_the_order_they_were_given_over_all_shards()
    {
        var events = Enumerable.Range(0, 300).Select(n => Event(n % 100, n / 100 + 1)).ToArray();

        await Commit(events);
        await _store.Settled();

        (await Seen()).ShouldBe(events.Select(e => (e.Stream, e.Version)));
        (await _store.Ask<long>("select count(distinct tableoid) from event")).ShouldBe(8);
    }

    [Fact]
    public async Task Events_of_an_older_generation_are_seen_whatever_their_transactions_were_called_in_the_cluster_they_come_from()
    {
        await Commit(Event(1, 1));
        await _store.Module.AsOwner(
            """
            alter table event disable trigger event_is_never_changed;
            update event set xid = 1000000000000000;
            alter table event enable trigger event_is_never_changed;
            """);
        (await Seen()).ShouldBeEmpty();

        await _store.Module.AsOwner("update log set generation = 2");
        await Commit(Event(1, 2));

        // The old one has no place among the transactions of this cluster, so that nothing can be said to be settled.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while ((await Seen()).Count < 2 && !patience.IsCancellationRequested) await Task.Yield();
        (await Seen()).ShouldBe([(Id(1), 1), (Id(1), 2)]);
    }

    /// <summary>A transaction that has written its events and stays open until it is told to end.</summary>
    private static async Task<(Task Transaction, TaskCompletionSource End)> Open(EventLog log, params NewEvent[] events)
    {
        var (written, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var transaction = log.Write(async session =>
        {
            await EventLog.Append(session, events);
            written.SetResult();
            await end.Task;
            return 0;
        }, Ct);
        await written.Task.WaitAsync(Ct);
        return (transaction, end);
    }

    private async Task<Cursor> Follow(Cursor after, List<(Guid, int)> seen)
    {
        var read = await Read(after);
        seen.AddRange(read.Select(e => (e.Stream, e.Version)));
        return read.Count == 0 ? after : read[^1].Cursor;
    }

    private async Task<List<(Guid, int)>> Seen() => (await Read(Cursor.Start)).ConvertAll(e => (e.Stream, e.Version));

    private Task<List<RecordedEvent>> Read(Cursor after) => _log.Read(async s =>
    {
        var read = new List<RecordedEvent>();
        await foreach (var e in EventLog.StreamAfter(s, after, int.MaxValue)) read.Add(e);
        return read;
    });

    private Task Commit(params NewEvent[] events) => _log.Commit(
        new CommandKey("person", Guid.NewGuid().ToString()), new StoredAnswer(), events, _ => Task.CompletedTask, Ct);

    private NewEvent Event(int stream, int version) => _log.Types.Write(
        Id(stream), version, new UnitAdded(Id(stream), "U", "单位", UnitKinds.Group), new EventHeaders("person", "key", []), DateTimeOffset.UnixEpoch);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
