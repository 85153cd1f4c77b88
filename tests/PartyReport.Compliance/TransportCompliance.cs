using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>
/// What every way from a log to a subscription must do. A service <c>writer</c> adds units, a service <c>reader</c> notes
/// each of them once; the way between is the one under test.
/// </summary>
public abstract class TransportCompliance : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly HashSet<Guid> _poisoned = [];
    private int _commits;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract EventLog Writer { get; }
    protected abstract EventLog Reader { get; }

    /// <summary>What the services logged, for whoever reads why it failed.</summary>
    protected virtual string Heard => "";

    /// <summary>Makes both services, nothing started, the table <c>noted</c> not yet there.</summary>
    protected abstract Task Make();

    /// <summary>Lets the reader take part, for the first time or again.</summary>
    protected abstract Task StartReader();

    /// <summary>Ends the reader while the writer goes on.</summary>
    protected abstract Task StopReader();

    /// <summary>Makes the table <c>noted (stream, version)</c>, unique over both.</summary>
    protected abstract Task MakeNoted();

    protected abstract ValueTask Drop();

    public async ValueTask InitializeAsync()
    {
        await Make();
        await MakeNoted();
    }

    public async ValueTask DisposeAsync()
    {
        await Drop();
        GC.SuppressFinalize(this);
    }

    protected static Subscription Units(string reader, string writer) => new("units", reader, writer, new HashSet<string> { "directory.unit-added" });

    /// <summary>What the reader does with an event.</summary>
    protected Task<Reaction> React(Session session, Delivery delivery) => _poisoned.Contains(delivery.Event.Stream)
        ? throw new InvalidOperationException("poison")
        : Task.FromResult(Reaction.Only(s => s.Execute("insert into noted (stream, version) values (@Stream, @Version)", delivery.Event)));

    [Fact]
    public async Task Every_event_takes_effect_once_and_in_the_order_of_its_stream()
    {
        await StartReader();

        for (var version = 1; version <= 10; version++)
            await Write([.. Enumerable.Range(1, 20).Select(stream => Unit(stream, version))]);

        await Noted(200);
        (await Versions()).ShouldAllBe(s => s.SequenceEqual(Enumerable.Range(1, 10)));
    }

    [Fact]
    public async Task A_subscription_that_comes_later_catches_up_from_the_start()
    {
        for (var version = 1; version <= 50; version++)
            await Write([.. Enumerable.Range(1, 10).Select(stream => Unit(stream, version))]);

        await StartReader();

        await Noted(500);
        (await Versions()).ShouldAllBe(s => s.SequenceEqual(Enumerable.Range(1, 50)));
    }

    [Fact]
    public async Task What_happens_while_the_reader_is_away_takes_effect_when_it_is_back()
    {
        await StartReader();
        await Write(Unit(1, 1));
        await Noted(1);
        await StopReader();

        await Write(Unit(1, 2), Unit(2, 1));
        await StartReader();

        await Noted(3);
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_holds_up_its_own_stream_only()
    {
        _poisoned.Add(Id(1));
        await StartReader();

        await Write(Unit(1, 1), Unit(1, 2), Unit(2, 1), Unit(3, 1));
        await Noted(2);
        _poisoned.Clear();

        await Noted(4);
        (await Versions()).ShouldContain(s => s.SequenceEqual(Enumerable.Range(1, 2)));
    }

    [Fact]
    public async Task Events_of_no_interest_are_passed_over()
    {
        await StartReader();

        for (var i = 0; i < 5; i++) await Write([.. Enumerable.Range(1, 300).Select(_ => Person())]);
        await Write(Unit(1, 1));

        await Noted(1);
    }

    protected Task Write(params NewEvent[] events) => Writer.Commit(
        new CommandKey("a", $"{++_commits}"), new StoredAnswer(), events, _ => Task.CompletedTask, Ct);

    protected NewEvent Unit(int stream, int version) => Writer.Types.Write(
        Id(stream), version, new UnitAdded(Id(stream), "U", $"{stream}/{version}", UnitKinds.Group), new EventHeaders("a", "k", []), At);

    /// <summary>Waits until so many events took effect, and tells how many did, and what held up the others, when they do not.</summary>
    protected async Task Noted(int wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        int seen;
        while ((seen = await Reader.Read(s => s.Scalar<int>("select count(*) from noted"))) < wanted && !patience.IsCancellationRequested)
            await timer.WaitForNextTickAsync(Ct);
        if (seen != wanted) Assert.Fail($"{seen} of {wanted} took effect; {await Places()}; heard: {Heard}");
    }

    private Task<string> Places() => Reader.Read(async s =>
        $"blocked {await s.Scalar<int>("select count(*) from blocked")}, shards at " + string.Join(" ", (await s.Query<RecordedEvent>(
            "select shard, generation, xid, position from subscription order by shard")).Select(r => $"{r.Shard}:{r.Cursor}")));

    protected void Poison(int stream) => _poisoned.Add(Id(stream));

    protected void Heal() => _poisoned.Clear();

    /// <summary>Waits until a count of the reader is as it should be, and tells what it is when it does not become so.</summary>
    protected async Task Reach(string what, string count, Func<int, bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        int seen;
        while (!reached(seen = await Reader.Read(s => s.Scalar<int>(count))))
        {
            if (patience.IsCancellationRequested) Assert.Fail($"gave up waiting until {what}; it is {seen}");
            await timer.WaitForNextTickAsync(Ct);
        }
    }

    private NewEvent Person() => Writer.Types.Write(Guid.NewGuid(), 1, new PersonAdded(Guid.NewGuid()), new EventHeaders("a", "k", []), At);

    protected async Task<List<List<int>>> Versions() =>
        [.. (await Reader.Read(s => s.Query<RecordedEvent>("select stream, version from noted order by nr")))
            .GroupBy(e => e.Stream).Select(g => g.Select(e => e.Version).ToList())];

    protected static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    protected static readonly DateTimeOffset At = new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero);
}
