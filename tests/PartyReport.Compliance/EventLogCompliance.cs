using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>What every engine's event log must do. An engine inherits the classes and says how its log is opened.</summary>
public abstract class EventLogCompliance : IAsyncLifetime
{
    protected static readonly DateTimeOffset At = new(2026, 3, 1, 9, 30, 15, 123, TimeSpan.FromHours(8));
    private readonly List<EventLog> _opened = [];

    protected EventLog Log { get; private set; } = null!;
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Opens the log of this test: the same one each time, empty at the first.</summary>
    protected abstract Task<EventLog> Open();

    /// <summary>Drops what <see cref="Open"/> made.</summary>
    protected abstract ValueTask Drop();

    /// <summary>
    /// Completes when readers may see everything that is committed by now. On a server shared by other tests their open
    /// transactions may keep it back for a moment.
    /// </summary>
    protected virtual Task Settled() => Task.CompletedTask;

    /// <summary>Makes the table <c>note</c>, unless <see cref="Open"/> made it by this assembly's script.</summary>
    protected virtual Task MakeNotes() => Log.Commit(
        new CommandKey("suite", "schema"), new StoredAnswer(), [],
        s => s.Execute("create table note (id integer not null primary key, word text not null)"), Ct);

    public async ValueTask InitializeAsync()
    {
        Log = await Reopen();
        await MakeNotes();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _opened) await log.DisposeAsync();
        await Drop();
        GC.SuppressFinalize(this);
    }

    protected async Task<EventLog> Reopen()
    {
        var log = await Open();
        _opened.Add(log);
        return log;
    }

    protected NewEvent Event(Guid stream, int version, string name = "单位", EventHeaders? headers = null) => Log.Types.Write(
        stream, version, new UnitAdded(stream, "U", name, UnitKinds.Group),
        headers ?? new EventHeaders("person", "key", []), At.AddSeconds(version));

    protected Task Commit(string key, params NewEvent[] events) => Commit(key, _ => Task.CompletedTask, events);

    protected Task Commit(string key, Func<Session, Task> readModel, params NewEvent[] events) =>
        Log.Commit(new CommandKey("person", key), new StoredAnswer { Status = 200 }, events, readModel, Ct);

    protected static Func<Session, Task> Note(int id, string word = "word") =>
        s => s.Execute("insert into note (id, word) values (@id, @word)", new { id, word });

    protected Task<List<int>> Notes() => Log.Read(s => s.Query<int>("select id from note order by id"));

    protected Task<List<RecordedEvent>> Stream(Guid stream) => Log.Read(s => EventLog.ReadStream(s, stream));

    protected Task<List<RecordedEvent>> After(Cursor cursor, int limit = int.MaxValue) => After(Log, cursor, limit);

    protected async Task<List<RecordedEvent>> After(EventLog log, Cursor cursor, int limit = int.MaxValue)
    {
        await Settled();
        return await AfterAtOnce(log, cursor, limit);
    }

    /// <summary>What a reader sees now, which may be less than what is committed.</summary>
    protected static Task<List<RecordedEvent>> AfterAtOnce(EventLog log, Cursor cursor, int limit = int.MaxValue) => log.Read(async s =>
    {
        var read = new List<RecordedEvent>();
        await foreach (var e in EventLog.StreamAfter(s, cursor, limit).WithCancellation(Ct).ConfigureAwait(false)) read.Add(e);
        return read;
    });

    protected static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
