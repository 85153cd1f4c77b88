using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;

namespace PartyReport.Eventing.Tests;

/// <summary>A service <c>writer</c> with a log, and a service <c>reader</c> that notes each unit which the writer adds.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly Subscription Units = new("units", "reader", "writer", new HashSet<string> { "directory.unit-added" });
    private readonly Folder _folder = new();
    private int _commits;

    private Rig() => React = (_, delivery) => Task.FromResult(Reaction.Only(s => Note(s, delivery)));

    public FakeTimeProvider Clock { get; } = new(Sample.Now);
    public Wakeups Wakeups { get; } = new();
    public string WriterFile => _folder.File("writer");
    public EventLog Writer { get; private set; } = null!;
    public EventLog Reader { get; private set; } = null!;
    public SubscriptionLoop Loop { get; private set; } = null!;
    public EmbeddedFeed Feed { get; private set; } = null!;

    /// <summary>What the reader does with an event; by default it notes it.</summary>
    public Func<Session, Delivery, Task<Reaction>> React { get; set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Rig> Start()
    {
        var rig = new Rig();
        await rig.Open();
        await rig.Reader.Write(s => s.Execute(
            "create table noted (nr integer primary key, stream text not null, version integer not null, unique (stream, version))"), Ct);
        return rig;
    }

    /// <summary>Ends both services and starts them again on the same files.</summary>
    public async Task Restart()
    {
        await Close();
        await Open();
    }

    public async Task Close()
    {
        await Writer.DisposeAsync();
        await Reader.DisposeAsync();
    }

    public async Task Open()
    {
        Writer = _folder.Open("writer", Clock, Wakeups);
        Reader = _folder.Open("reader", Clock, Wakeups);
        Loop = new SubscriptionLoop(Handler, shard: 0, new Commits(Handler, Clock), Clock, NullLogger.Instance);
        Feed = new EmbeddedFeed(WriterFile, Units);
        await Loop.Load();
    }

    public EmbeddedSubscriptions Subscriptions(ILogger<EmbeddedSubscriptions>? logger = null, TimeProvider? clock = null) => new(
        [Handler], new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", _folder.Path)]).Build(),
        Wakeups, clock ?? TimeProvider.System, logger ?? NullLogger<EmbeddedSubscriptions>.Instance);

    /// <summary>The reader as its operator sees it.</summary>
    public ServiceEventing Operated => new(Reader, [Units], _folder.File, broker: null, Clock);

    public Task Write(params (int Stream, int Version)[] units) => Commit([.. units.Select(u => Unit(u.Stream, u.Version))]);

    public Task WriteOther(int count) => Commit([.. Enumerable.Range(1, count).Select(
        i => Writer.Types.Write(Guid.NewGuid(), 1, new PersonAdded(Sample.Stream(i)), new EventHeaders("a", "k", []), Sample.Now))]);

    public NewEvent Unit(int stream, int version) => Writer.Types.Write(
        Sample.Stream(stream), version, new UnitAdded(Sample.Stream(stream), "U", $"{stream}/{version}", UnitKinds.Group),
        new EventHeaders("a", "k", []), Sample.Now);

    /// <summary>Deals with everything that the writer has recorded.</summary>
    public async Task RunToEnd()
    {
        while (await Feed.Next(Loop.Mine) is { } slice) await Loop.Take(slice, Ct);
    }

    /// <summary>Passes the time and retries what is due then.</summary>
    public async Task After(TimeSpan time)
    {
        Clock.Advance(time);
        await Loop.RetryDue(Ct);
    }

    public static Task Note(Session session, Delivery delivery) => session.Execute(
        "insert into noted (stream, version) values (@Stream, @Version)", delivery.Event);

    /// <summary>What the reader has noted, in that order, as <c>stream/version</c>.</summary>
    public async Task<List<string>> Noted() =>
        [.. (await Reader.Read(s => s.Query<RecordedEvent>("select stream, version from noted order by nr"))).Select(Name)];

    public Task<int> Blocked(string where = "1 = 1") => Reader.Read(s => s.Scalar<int>($"select count(*) from blocked where {where}"));

    public Task<int> Row() => Reader.Read(s => s.Scalar<int>("select coalesce(max(position), 0) from subscription"));

    public static string Name(RecordedEvent e) => $"{BitConverter.ToInt32(e.Stream.ToByteArray())}/{e.Version}";

    public async ValueTask DisposeAsync()
    {
        await Close();
        _folder.Dispose();
    }

    private SubscriptionHandler Handler => SubscriptionHandler.Each(Units, Reader, (session, delivery) => React(session, delivery));

    private Task Commit(NewEvent[] events) => Writer.Commit(
        new CommandKey("a", $"{Guid.NewGuid()}-{++_commits}"), new StoredAnswer(), events, _ => Task.CompletedTask, Ct);
}
