using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>The replica follows units that move, change their names and close, in whatever order that comes.</summary>
public abstract class OrganisationLifeTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Unit = Guid.NewGuid(), Above = Guid.NewGuid(), Person = Guid.NewGuid(), Post = Guid.NewGuid();
    private static readonly DateOnly March = new(2026, 3, 1);
    private ModuleData _data = null!;
    private EventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        _log = _data.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_unit_is_where_and_what_its_newest_event_says()
    {
        object[] life =
        [
            new UnitAdded(Unit, "U", "旧", UnitKinds.Group), new UnitRenamed(Unit, "新", March, 2), new UnitMoved(Unit, Above, March, 3),
            new UnitMerged(Unit, Above, Person, March, 4),
        ];

        await Apply([.. life, .. life]);

        (await Row()).ShouldBe($"新 {Above} 4 2026-03-01 {Above} {Person}".ToLowerInvariant());
    }

    [Fact]
    public async Task A_change_that_comes_before_its_unit_waits()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Apply(new UnitMoved(Unit, Above, March, 2)));
        await Should.ThrowAsync<InvalidOperationException>(() => Apply(new PostEnded(Post, March, 2)));

        await Apply(new UnitAdded(Unit, "U", "旧", UnitKinds.Group), new UnitClosed(Unit, Person, March, 2));

        (await Row()).ShouldBe($"旧  2 2026-03-01  {Person}");
    }

    private Task<string?> Row() => _log.Read(s => s.Scalar<string>(
        """
        select name || ' ' || coalesce(cast(parent as text), '') || ' ' || cast(version as text) || ' ' || coalesce(cast(closed_from as text), '')
            || ' ' || coalesce(cast(successor as text), '') || ' ' || coalesce(cast(answering as text), '') from organisation_unit
        """));

    private async Task Apply(params object[] events)
    {
        foreach (var e in events)
            await _log.Commit(new CommandKey("a", Guid.NewGuid().ToString()), new StoredAnswer(), [], async s =>
            {
                var delivery = new Delivery("directory", new RecordedEvent(), e, new Contracts.EventHeaders("a", "k", []));
                await (await OrganisationReplica.React(s, delivery)).Effects(s);
            }, TestContext.Current.CancellationToken);
    }
}

public sealed class OrganisationLifeOnSqliteTests() : OrganisationLifeTests(Engine.Sqlite);

public sealed class OrganisationLifeOnPostgresTests() : OrganisationLifeTests(Engine.Postgres);
