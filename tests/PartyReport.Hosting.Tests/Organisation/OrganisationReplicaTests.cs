using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>
/// County committee 1 with its office 2 and committee 3; group 4 below 3, with branch 5; group 6 beside 4, office 7 below 3.
/// </summary>
public abstract class OrganisationReplicaTests(Engine engine) : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 3, 1);
    private ModuleData _data = null!;
    private EventLog _log = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data = await ModuleData.Create(engine, "sample", typeof(Day).Assembly);
        _log = _data.Open();
        await Apply(
            Unit(1, UnitKinds.Committee, null), Unit(2, UnitKinds.Office, 1), Unit(3, UnitKinds.Committee, 1), Unit(4, UnitKinds.Group, 3),
            Unit(5, UnitKinds.Branch, 4), Unit(6, UnitKinds.Group, 3), Unit(7, UnitKinds.Office, 3));
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _data.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(4, true, "the unit itself")]
    [InlineData(3, true, "the committee above")]
    [InlineData(1, true, "the committee above that")]
    [InlineData(7, true, "an office of the committee above")]
    [InlineData(2, true, "an office of the county committee")]
    [InlineData(6, false, "a sibling")]
    [InlineData(5, false, "a unit below")]
    public async Task A_post_looks_after_its_unit_and_what_its_committee_leads(int postIn, bool expected, string why)
    {
        await Apply(Post(1, unit: postIn));

        var looksAfter = await LooksAfter(4);

        looksAfter.ShouldBe(expected, why);
    }

    [Theory]
    [InlineData("2026-03-01", null, true)]
    [InlineData("2026-02-28", "2026-03-01", true)]
    [InlineData("2025-01-01", "2026-02-28", false)]
    [InlineData("2026-03-02", null, false)]
    public async Task A_post_counts_from_its_first_day_to_its_last(string from, string? to, bool expected)
    {
        await Apply(Post(1, unit: 4, from: DayOf(from), to: to is null ? null : DayOf(to)));

        var looksAfter = await LooksAfter(4);

        looksAfter.ShouldBe(expected);
        (await _log.Read(s => OrganisationReplica.PostsOf(s, Id(901), Today))).Count.ShouldBe(expected ? 1 : 0);
        (await _log.Read(s => OrganisationReplica.HoldersIn(s, Id(4), PostRoles.Reviewer, Today))).Count.ShouldBe(expected ? 1 : 0);
    }

    [Fact]
    public async Task Another_role_and_another_person_look_after_nothing()
    {
        await Apply(Post(1, unit: 4), Post(3, unit: 4, role: PostRoles.Administrator));

        (await LooksAfter(4, person: 903)).ShouldBeFalse();
        (await LooksAfter(4, person: 902)).ShouldBeFalse();
        (await LooksAfter(99)).ShouldBeFalse();
    }

    [Fact]
    public async Task From_above_a_unit_does_not_look_after_itself()
    {
        await Apply(Post(1, unit: 4, role: PostRoles.Clerk));

        (await LooksAfter(4)).ShouldBeTrue();
        (await LooksAfter(4, action: Actions.CycleOpen)).ShouldBeFalse();
        (await LooksAfter(5, action: Actions.CycleOpen)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_office_looks_after_itself()
    {
        await Apply(Post(1, unit: 7));

        (await LooksAfter(7)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_office_does_not_look_after_the_committee_that_it_acts_for()
    {
        await Apply(Post(1, unit: 7));

        (await LooksAfter(3)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_ended_post_counts_no_longer()
    {
        await Apply(Post(1, unit: 4), new PostEnded(Id(801), new DateOnly(2026, 2, 28)));

        (await LooksAfter(4)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_nearest_unit_above_with_a_holder_is_found()
    {
        await Apply(Post(1, unit: 1), Post(2, unit: 3), Post(3, unit: 3), Post(4, unit: 4), Post(5, unit: 6));

        var holders = await Above(4);

        holders.ShouldBe([Id(902), Id(903)]);
    }

    [Fact]
    public async Task A_unit_above_whose_holder_has_gone_is_passed_over()
    {
        await Apply(Post(1, unit: 1), Post(2, unit: 3, to: new DateOnly(2026, 2, 28)), Post(3, unit: 3, role: PostRoles.Clerk));

        var holders = await Above(4);

        holders.ShouldBe([Id(901)]);
    }

    [Fact]
    public async Task Nobody_above_is_an_empty_answer()
    {
        await Apply(Post(1, unit: 4));

        (await Above(4)).ShouldBeEmpty();
        (await Above(1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lineage_is_known_when_every_unit_above_has_come_in_whatever_order()
    {
        await Apply(Unit(13, UnitKinds.Branch, 12));
        (await Knows(13)).ShouldBeFalse();
        (await Knows(12)).ShouldBeFalse();
        await Apply(Unit(11, UnitKinds.Committee, null));
        (await Knows(13)).ShouldBeFalse();

        await Apply(Unit(12, UnitKinds.Group, 11));

        (await Knows(13)).ShouldBeTrue();
        (await Knows(11)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_events_twice_change_nothing()
    {
        await Apply(Post(1, unit: 4), new PostEnded(Id(801), new DateOnly(2026, 2, 28)), Post(1, unit: 4), Unit(4, UnitKinds.Group, 3));

        (await LooksAfter(4)).ShouldBeFalse();
    }

    private Task<bool> LooksAfter(int unit, int person = 901, string action = Actions.ReportRead) => _log.Read(async s =>
        Authority.Allow(await Standing.Of(s, Id(person), Today), action, await Target.Of(s, Id(unit), Id(unit))).Allowed);

    private Task<bool> Knows(int unit) => _log.Read(s => OrganisationReplica.KnowsLineage(s, Id(unit)));

    private async Task<IEnumerable<Guid>> Above(int unit) =>
        (await _log.Read(s => OrganisationReplica.HoldersAbove(s, Id(unit), PostRoles.Reviewer, Today))).Select(p => p.Person);

    private async Task Apply(params object[] events)
    {
        foreach (var e in events)
            await _log.Commit(new CommandKey("a", Guid.NewGuid().ToString()), new StoredAnswer(), [], async s =>
            {
                var delivery = new Delivery("directory", new RecordedEvent(), e, new EventHeaders("a", "k", []));
                await (await OrganisationReplica.React(s, delivery)).Effects(s);
            }, Ct);
    }

    private static UnitAdded Unit(int id, string kind, int? parent) =>
        new(Id(id), $"U{id}", $"单位{id}", kind, parent is { } p ? Id(p) : null);

    private static PostAssigned Post(
        int person, int unit, string role = PostRoles.Reviewer, DateOnly? from = null, DateOnly? to = null) =>
        new(Id(800 + person), Id(900 + person), Id(unit), role, "职务", from ?? new DateOnly(2025, 1, 1), to);

    private static DateOnly DayOf(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}

public sealed class OrganisationReplicaOnSqliteTests() : OrganisationReplicaTests(Engine.Sqlite);

public sealed class OrganisationReplicaOnPostgresTests() : OrganisationReplicaTests(Engine.Postgres);
