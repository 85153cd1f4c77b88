using Microsoft.Data.Sqlite;

namespace PartyReport.Eventing.Tests;

/// <summary>Writes to one file; the first is held open until the others wait.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private readonly TaskCompletionSource _begun = new(), _held = new();
    private SqliteFile _file = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = new SqliteFile(_folder.File("file"), typeof(EventLog).Assembly);
        await _file.Write(s => s.Execute("create table noted (what text not null unique)"), Ct);
    }

    [Fact]
    public async Task Writes_that_come_during_a_commit_share_the_next_one()
    {
        var (own, durable) = (0L, 0L);
        var writes = await Held(Note("b"), async session =>
        {
            (own, durable) = (await Count(session), await _file.Read(Count));
            return await session.Execute("insert into noted values ('c')");
        });

        await Task.WhenAll(writes);

        // The one before in the transaction is seen from inside and not yet from outside.
        (own, durable).ShouldBe((2, 1));
        (await Noted()).ShouldBe("a b c");
    }

    [Fact]
    public async Task One_that_fails_takes_back_its_own_rows_only()
    {
        var writes = await Held(Note("b"), async session =>
        {
            await session.Execute("insert into noted values ('c')");
            throw new InvalidOperationException("no");
        }, Note("d"));

        await Should.ThrowAsync<InvalidOperationException>(writes[2]);
        await Task.WhenAll(writes[0], writes[1], writes[3]);

        (await Noted()).ShouldBe("a b d");
    }

    [Fact]
    public async Task Who_came_second_is_told_when_what_came_first_is_durable()
    {
        var writes = await Held(Note("b"), Note("b"));

        (await Should.ThrowAsync<SqliteException>(writes[2])).SqliteErrorCode.ShouldBe(19);

        (await Noted()).ShouldBe("a b");
    }

    [Fact]
    public async Task When_the_disk_is_full_nobody_is_told_of_a_success()
    {
        await _file.Write(s => s.Execute("pragma max_page_count = 1"), Ct);

        var writes = await Held(Note("b"), session => session.Execute("insert into noted values (hex(randomblob(100000)))"), Note("d"));

        foreach (var write in writes.Skip(1)) (await Should.ThrowAsync<SqliteException>(write)).SqliteErrorCode.ShouldBe(13);
        (await Noted()).ShouldBe("a");
    }

    [Fact]
    public async Task Who_gives_up_before_its_turn_has_written_nothing()
    {
        using var gone = new CancellationTokenSource();
        var first = Hold();
        var second = _file.Write(Note("b"), gone.Token);
        await gone.CancelAsync();
        _held.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(second);
        await first;

        (await Noted()).ShouldBe("a");
    }

    private async Task<List<Task>> Held(params Func<Session, Task<int>>[] writes)
    {
        List<Task> all = [Hold()];
        await _begun.Task.WaitAsync(Ct);
        all.AddRange(writes.Select(w => _file.Write(w, Ct)));
        _held.SetResult();
        return all;
    }

    private Task<int> Hold() => _file.Write(async session =>
    {
        _begun.SetResult();
        await _held.Task;
        return await session.Execute("insert into noted values ('a')");
    }, Ct);

    private static Func<Session, Task<int>> Note(string what) => session => session.Execute("insert into noted values (@what)", new { what });

    private static Task<long> Count(Session session) => session.Scalar<long>("select count(*) from noted");

    private async Task<string> Noted() => string.Join(' ', await _file.Read(s => s.Query<string>("select what from noted order by what")));

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _folder.Dispose();
    }
}
