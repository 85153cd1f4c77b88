using Microsoft.Extensions.Time.Testing;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;

namespace PartyReport.Eventing.Tests;

/// <summary>Lanes of one subscription over SQLite; the first transaction is held open until the test lets it go.</summary>
public sealed class CommitsTests : IAsyncDisposable
{
    private static readonly Subscription Units = new("units", "reader", "writer", new HashSet<string> { "directory.unit-added" });
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _clock = new(Sample.Now);
    private readonly List<string> _transactions = [];
    private readonly EventLog _reader;
    private readonly Commits _commits;
    private TaskCompletionSource _begun = new(), _held = new();
    private int _poisoned = -1;

    public CommitsTests()
    {
        _reader = _folder.Open("reader", _clock);
        _commits = new Commits(new SubscriptionHandler(Units, _reader, React), _clock);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Small_slices_that_come_during_a_commit_share_the_next_one()
    {
        await AllAtOnce(Part(1), Part(2), Part(3), Part(4));

        _transactions.ShouldBe(["1", "2 3 4"]);
        (await Rows()).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_slice_that_is_not_small_has_a_commit_of_its_own()
    {
        await AllAtOnce(Part(1), Part(2, events: 17), Part(3));

        _transactions.ShouldContain(string.Join(' ', Enumerable.Repeat("2", 17)));
        (await Rows()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task As_many_share_a_commit_as_may_and_the_rest_share_the_one_after()
    {
        await AllAtOnce([Part(1), .. Enumerable.Range(2, 7).Select(shard => Part(shard, events: 16))]);

        _transactions.Select(t => t.Split(' ').Length).ShouldBe([1, 64, 48]);
    }

    [Fact]
    public async Task What_fails_in_company_is_done_again_alone_and_only_the_culprit_fails()
    {
        _poisoned = 3;

        var ends = await AllAtOnce(Part(1), Part(2), Part(3), Part(4));

        ends.ShouldBe([null, null, typeof(InvalidOperationException), null]);
        _transactions[..2].ShouldBe(["1", "2 3 4"]);
        _transactions[2..].Order().ShouldBe(["2", "3", "4"]);
        (await Rows()).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task After_a_fault_in_company_lanes_go_alone_for_half_a_minute()
    {
        _poisoned = 3;
        await AllAtOnce(Part(1), Part(2), Part(3));
        _poisoned = -1;

        await AllAtOnce(Part(4), Part(5), Part(6));
        _clock.Advance(TimeSpan.FromSeconds(31));
        await AllAtOnce(Part(7), Part(8), Part(9));

        _transactions[^5..^2].Order().ShouldBe(["4", "5", "6"]);
        _transactions[^2..].ShouldBe(["7", "8 9"]);
    }

    [Fact]
    public async Task Lanes_whose_transactions_take_long_do_not_wait_for_each_other()
    {
        var all = AllAtOnce(() => _clock.Advance(TimeSpan.FromMilliseconds(501)), Part(1), Part(2), Part(3));

        (await all).ShouldAllBe(end => end == null);
        _transactions[0].ShouldBe("1");
        _transactions[1..].Order().ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task A_row_that_somebody_else_moved_is_refused_to_its_lane_only()
    {
        var moved = new SubscriptionTables(Units, 3).Move(Sample.At(7), Sample.At(8));

        var ends = await AllAtOnce(Part(1), Part(2), Part(3) with { Last = moved }, Part(4));

        ends.ShouldBe([null, null, typeof(NothingChangedException), null]);
        (await Rows()).ShouldBe([1, 2, 4]);
    }

    /// <summary>The first part's transaction stays open until all others wait; what each ended with, null when it is durable.</summary>
    private Task<Type?[]> AllAtOnce(params Part[] parts) => AllAtOnce(() => { }, parts);

    private async Task<Type?[]> AllAtOnce(Action meanwhile, params Part[] parts)
    {
        (_begun, _held) = (new TaskCompletionSource(), new TaskCompletionSource());
        List<Task<Type?>> ends = [End(parts[0])];
        await _begun.Task.WaitAsync(Ct);
        ends.AddRange(parts.Skip(1).Select(End));
        meanwhile();
        _held.SetResult();
        return await Task.WhenAll(ends);
    }

    private async Task<Type?> End(Part part)
    {
        try
        {
            await _commits.Apply(part, Ct);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or NothingChangedException)
        {
            return e.GetType();
        }
    }

    private async Task<IReadOnlyList<Reaction>> React(Session session, IReadOnlyList<Delivery> slice)
    {
        lock (_transactions) _transactions.Add(string.Join(' ', slice.Select(d => Shard(d.Event))));
        _begun.TrySetResult();
        await _held.Task;
        if (slice.Any(d => Shard(d.Event) == _poisoned)) throw new InvalidOperationException("poison");
        return [.. slice.Select(_ => Reaction.None)];
    }

    // In these tests a lane's stream has the number of its shard.
    private Part Part(int shard, int events = 1) => new(
        [.. Enumerable.Range(1, events).Select(n => Event(shard, n))],
        new SubscriptionTables(Units, shard).Move(Cursor.Start, Sample.At(events)));

    private RecordedEvent Event(int shard, int position) => Sample.Recorded(position, _reader.Types.Write(
        Sample.Stream(shard), position, new UnitAdded(Sample.Stream(shard), "U", "unit", UnitKinds.Group), new EventHeaders("a", "k", []), Sample.Now));

    private static int Shard(RecordedEvent e) => BitConverter.ToInt32(e.Stream.ToByteArray());

    private Task<List<int>> Rows() => _reader.Read(s => s.Query<int>("select shard from subscription order by shard"));

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        _folder.Dispose();
    }
}
