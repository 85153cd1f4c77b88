using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>Who acts for a post has its rights from the first day to the last, and not from a unit that is closed.</summary>
public abstract class DeputyTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Own = Guid.NewGuid(), Other = Guid.NewGuid(), Above = Guid.NewGuid(), Deputy = Guid.NewGuid(), Holder = Guid.NewGuid();
    private static readonly Guid OwnPost = Guid.NewGuid(), ActedFor = Guid.NewGuid(), Deputising = Guid.NewGuid();
    private static readonly DateOnly First = new(2026, 3, 1), Last = new(2026, 3, 31);
    private ModuleData _data = null!;
    private EventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        _log = _data.Open();
        await Apply(
            new UnitAdded(Above, "A", "县委", UnitKinds.Committee), new UnitAdded(Own, "O", "党组", UnitKinds.Group, Above),
            new UnitAdded(Other, "B", "工作机构", UnitKinds.Office, Above),
            new PostAssigned(OwnPost, Deputy, Own, PostRoles.Helper, "干部", new(2025, 1, 1)),
            new PostAssigned(ActedFor, Holder, Other, PostRoles.Clerk, "经办人", new(2025, 1, 1)),
            new DeputyNamed(Deputising, ActedFor, OwnPost, First, Last));
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_deputy_has_the_rights_of_the_post_acted_for_from_the_first_day_to_the_last()
    {
        (await Roles(First.AddDays(-1))).ShouldBe("helper");
        (await Roles(First)).ShouldBe("clerk helper");
        (await Roles(Last)).ShouldBe("clerk helper");
        (await Roles(Last.AddDays(1))).ShouldBe("helper");
        // An office acts for what is above it, whoever acts for its clerk.
        (await Standing(First)).Posts.Single(p => p.Role == PostRoles.Clerk).ShouldBe(new Standing.Post(Other, PostRoles.Clerk, Above));
    }

    [Fact]
    public async Task Nobody_acts_longer_than_named_or_than_the_own_post_is_held_but_for_a_vacant_post()
    {
        await Apply(new PostEnded(ActedFor, First, 2));
        (await Roles(Last)).ShouldBe("clerk helper");

        await Apply(new DeputyEnded(Deputising, First));
        (await Roles(First)).ShouldBe("clerk helper");
        (await Roles(First.AddDays(1))).ShouldBe("helper");

        await Apply(new PostEnded(OwnPost, First.AddDays(-1), 2));
        (await Roles(First)).ShouldBe("");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Nobody_acts_for_a_post_of_a_unit_that_is_closed_or_merged(bool merged)
    {
        var from = First.AddDays(10);
        await Apply(merged ? new UnitMerged(Other, Own, Deputy, from, 2) : new UnitClosed(Other, Deputy, from, 2), new PostEnded(ActedFor, from.AddDays(-1), 2));

        (await Roles(from.AddDays(-1))).ShouldBe("clerk helper");
        (await Roles(from)).ShouldBe("helper");
    }

    private async Task<string> Roles(DateOnly day) => string.Join(' ', (await Standing(day)).Posts.Select(p => p.Role).Order(StringComparer.Ordinal));

    private Task<Standing> Standing(DateOnly day) => _log.Read(s => Hosting.Standing.Of(s, Deputy, day));

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

public sealed class DeputyOnSqliteTests() : DeputyTests(Engine.Sqlite);

public sealed class DeputyOnPostgresTests() : DeputyTests(Engine.Postgres);
