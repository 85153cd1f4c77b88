using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>The replica shows an import when it is complete, and nothing of it before.</summary>
public abstract class OrganisationImportTests(Engine engine) : IAsyncLifetime
{
    private static readonly Guid Import = Id(1), Root = Id(2), Below = Id(3), Person = Id(4), Post = Id(5), Old = Id(6), OldPost = Id(7);
    private static readonly DateOnly From = new(2025, 1, 1), To = new(2026, 6, 30), Today = new(2026, 3, 1);
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
    public async Task Half_an_import_is_not_seen_and_a_whole_one_is()
    {
        await Apply(Units(), Posts());
        (await Seen()).ShouldBe("0 0");
        (await _log.Read(s => OrganisationReplica.PostsOf(s, Person, Today))).ShouldBeEmpty();

        await Apply(new ImportCompleted(Import, 2, 3));

        (await Seen()).ShouldBe("2 1");
        (await _log.Read(s => OrganisationReplica.PostsOf(s, Person, Today))).Single().Role.ShouldBe(PostRoles.Secretary);
        (await _log.Read(s => OrganisationReplica.KnowsLineage(s, Below))).ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_import_twice_changes_nothing()
    {
        object[] import = [Units(), Posts(), new ImportCompleted(Import, 2, 3)];

        await Apply([.. import, new UnitRenamed(Below, "新", Today, 2), .. import]);

        (await Seen()).ShouldBe("2 1");
        (await Name(Below)).ShouldBe("新");
    }

    [Fact]
    public async Task What_an_import_changes_stays_as_it_was_until_the_import_is_complete()
    {
        await Apply(
            new UnitAdded(Old, "OLD", "旧", UnitKinds.Group), new PostAssigned(OldPost, Person, Old, PostRoles.Member, "委员", From),
            new UnitsImported(Import, 1, [new ImportedUnit(Old, "OLD", "新", UnitKinds.Group, 2, Root)]),
            new PostsImported(Import, 2, [new ImportedPost(OldPost, Person, Old, PostRoles.Member, "委员", From, 2, From)]));
        (await Name(Old)).ShouldBe("旧");
        (await _log.Read(s => OrganisationReplica.PostsOf(s, Person, Today))).Count.ShouldBe(1);

        await Apply(new ImportCompleted(Import, 2, 2));

        (await Name(Old)).ShouldBe("新");
        (await _log.Read(s => OrganisationReplica.PostsOf(s, Person, Today))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_waits_for_what_it_changes()
    {
        await Apply(new UnitsImported(Import, 1, [new ImportedUnit(Old, "OLD", "新", UnitKinds.Group, 2, Root)]));

        await Should.ThrowAsync<InvalidOperationException>(() => Apply(new ImportCompleted(Import, 1, 1)));
        await Apply(new UnitAdded(Old, "OLD", "旧", UnitKinds.Group), new ImportCompleted(Import, 1, 1));

        (await Name(Old)).ShouldBe("新");
    }

    [Fact]
    public async Task Units_of_an_import_have_their_places_whatever_comes_first()
    {
        // What is above them comes by a stream of its own, after their slice and before the import is complete.
        await Apply(
            new UnitsImported(Import, 1, [new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 1, Old), new ImportedUnit(Post, "C", "支部", UnitKinds.Branch, 1, Below)]),
            new UnitAdded(Old, "OLD", "旧", UnitKinds.Group, Root), new UnitAdded(Root, "R", "县委", UnitKinds.Committee), new ImportCompleted(Import, 1, 2));
        (await Path(Post)).ShouldBe($"/{Root}/{Old}/{Below}/{Post}/");

        await Apply(
            new UnitMoved(Below, Root, Today, 2),
            new UnitsImported(Import, 1, [new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 1, Old), new ImportedUnit(Post, "C", "支部", UnitKinds.Branch, 1, Below)]));
        (await Path(Post)).ShouldBe($"/{Root}/{Below}/{Post}/");

        var second = Id(8);
        await Apply(
            new UnitsImported(second, 1, [new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 3, Old)]));
        (await Path(Post)).ShouldBe($"/{Root}/{Below}/{Post}/");
        await Apply(new ImportCompleted(second, 1, 1));
        (await Path(Post)).ShouldBe($"/{Root}/{Old}/{Below}/{Post}/");
    }

    [Fact]
    public async Task Units_of_a_slice_are_above_one_another_in_any_order()
    {
        await Apply(new UnitsImported(Import, 1, [
            new ImportedUnit(Post, "C", "支部", UnitKinds.Branch, 1, Below), new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 1, Root),
            new ImportedUnit(Old, "D", "支部", UnitKinds.Branch, 1, Below), new ImportedUnit(Root, "R", "县委", UnitKinds.Committee, 1)]));

        (await Path(Post), await Path(Old), await Path(Root)).ShouldBe(($"/{Root}/{Below}/{Post}/", $"/{Root}/{Below}/{Old}/", $"/{Root}/"));
    }

    [Fact]
    public async Task A_unit_that_comes_in_a_slice_before_the_one_above_it_has_its_place_in_the_end()
    {
        await Apply(
            new UnitsImported(Import, 1, [new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 1, Root), new ImportedUnit(Post, "C", "支部", UnitKinds.Branch, 1, Below)]),
            new UnitsImported(Import, 2, [new ImportedUnit(Root, "R", "县委", UnitKinds.Committee, 1)]), new ImportCompleted(Import, 2, 3));

        (await Path(Post)).ShouldBe($"/{Root}/{Below}/{Post}/");
    }

    [Fact]
    public async Task A_unit_that_is_moved_before_its_import_is_seen_to_be_complete_has_its_place()
    {
        await Apply(
            new UnitsImported(Import, 1, [
                new ImportedUnit(Root, "R", "县委", UnitKinds.Committee, 1), new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 1, Root),
                new ImportedUnit(Post, "C", "支部", UnitKinds.Branch, 1, Below)]),
            new UnitMoved(Post, Root, Today, 2), new ImportCompleted(Import, 1, 3));

        (await Path(Post)).ShouldBe($"/{Root}/{Post}/");
    }

    [Fact]
    public async Task A_unit_that_comes_before_the_import_with_the_one_above_it_has_its_place()
    {
        await Apply(
            new UnitAdded(Old, "OLD", "旧", UnitKinds.Group, Below), new UnitAdded(Post, "C", "支部", UnitKinds.Branch, Old), Units(), new ImportCompleted(Import, 1, 2));

        (await Path(Post)).ShouldBe($"/{Root}/{Below}/{Old}/{Post}/");
    }

    private static UnitsImported Units() => new(Import, 1,
    [
        new ImportedUnit(Root, "R", "县委\"'\\", UnitKinds.Committee, 1), new ImportedUnit(Below, "B", "党组", UnitKinds.Group, 1, Root),
    ]);

    private static PostsImported Posts() => new(Import, 2, [new ImportedPost(Post, Person, Below, PostRoles.Secretary, "书记", From, 1, To)]);

    private Task<string?> Seen() => _log.Read(s => s.Scalar<string>(
        "select (select count(*) from organisation_unit) || ' ' || (select count(*) from organisation_post)"));

    private Task<string?> Name(Guid unit) => _log.Read(s => s.Scalar<string>("select name from organisation_unit where id = @unit", new { unit }));

    private Task<string?> Path(Guid unit) => _log.PathOf(unit);

    private async Task Apply(params object[] events)
    {
        foreach (var e in events)
            await _log.Commit(new CommandKey("a", Guid.NewGuid().ToString()), new StoredAnswer(), [], async s =>
            {
                var delivery = new Delivery("directory", new RecordedEvent(), e, new Contracts.EventHeaders("a", "k", []));
                await (await OrganisationReplica.React(s, delivery)).Effects(s);
            }, TestContext.Current.CancellationToken);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}

public sealed class OrganisationImportOnSqliteTests() : OrganisationImportTests(Engine.Sqlite);

public sealed class OrganisationImportOnPostgresTests() : OrganisationImportTests(Engine.Postgres);
