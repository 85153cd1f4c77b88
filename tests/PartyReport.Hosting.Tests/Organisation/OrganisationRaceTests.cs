using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>Shards of the directory's log are applied beside each other, each in its transaction. SQLite has one writer.</summary>
public sealed class OrganisationRaceTests : IAsyncLifetime
{
    private static readonly Guid Parent = Guid.NewGuid(), Child = Guid.NewGuid(), Elsewhere = Guid.NewGuid();
    private ModuleData _data = null!;
    private EventLog _log = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(Engine.Postgres, "sample", typeof(Day).Assembly);
        _log = _data.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _data.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_unit_and_the_one_above_it_that_come_at_once_stand_in_one_tree(bool parentFirst)
    {
        var (first, second) = parentFirst ? (Added(Parent), Added(Child, Parent)) : (Added(Child, Parent), Added(Parent));

        await AtOnce(first, second);

        (await PathOfChild()).ShouldBe($"/{Parent}/{Child}/");
    }

    [Fact]
    public async Task A_unit_goes_along_with_the_one_above_it_that_moves_at_once()
    {
        foreach (var unit in new[] { Added(Elsewhere), Added(Parent), Added(Child) }) await Apply(unit);

        await AtOnce(new UnitMoved(Parent, Elsewhere, new DateOnly(2026, 3, 1), 2), new UnitMoved(Child, Parent, new DateOnly(2026, 3, 1), 2));

        (await PathOfChild()).ShouldBe($"/{Elsewhere}/{Parent}/{Child}/");
    }

    private static UnitAdded Added(Guid unit, Guid? parent = null) => new(unit, unit.ToString("N"), "单位", UnitKinds.Group, parent);

    // The second begins while the first is open, and the first ends when the second waits for it, or has not waited.
    private async Task AtOnce(object first, object second)
    {
        var other = Task.CompletedTask;
        await Apply(first, async () =>
        {
            other = Apply(second);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!other.IsCompleted && !await _log.Read(s => s.Scalar<bool>("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")))
                await timer.WaitForNextTickAsync(Ct);
        });
        await other;
    }

    private Task Apply(object e, Func<Task>? before = null) =>
        _log.Commit(new CommandKey("a", Guid.NewGuid().ToString()), new StoredAnswer(), [], async s =>
        {
            await (await OrganisationReplica.React(s, new Delivery("directory", new RecordedEvent(), e, new EventHeaders("a", "k", [])))).Effects(s);
            if (before is not null) await before();
        }, Ct);

    private Task<string?> PathOfChild() => _log.PathOf(Child);
}
