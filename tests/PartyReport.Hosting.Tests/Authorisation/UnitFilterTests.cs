using System.Globalization;
using PartyReport.Contracts;
using PartyReport.Contracts.Directory;
using PartyReport.Eventing;
using PartyReport.Servers;

namespace PartyReport.Hosting.Tests;

/// <summary>
/// The condition finds exactly what a slow walk up the tree allows. A case is one person, one action and one unit; a million of them on
/// each engine. PARTYREPORT_FILTER_SEED repeats a run.
/// </summary>
public abstract class UnitFilterTests(Engine engine) : IAsyncLifetime
{
    private const int Cases = 1_000_000, Units = 250, People = 25;
    private static readonly string[] Listed = [Actions.ReportList, Actions.ReportExport, Actions.TrailRead, Actions.ReportWrite, Actions.CycleOpen];
    private static readonly DateOnly Today = new(2026, 3, 1);
    private ModuleData _data = null!;
    private EventLog _log = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

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
    public async Task The_condition_finds_what_the_slow_walk_allows()
    {
        var seed = Number("PARTYREPORT_FILTER_SEED", Random.Shared.Next());
        var dice = new Random(seed);
        for (var cases = 0; cases < Cases;)
        {
            var tree = new Tree(dice);
            await Write(tree);
            for (var moves = 0; moves < 3; moves++)
            {
                cases += await Compare(tree, seed);
                await Move(tree, dice);
            }
            cases += await Compare(tree, seed);
        }
    }

    [Fact]
    public async Task A_rule_about_a_person_or_a_state_cannot_filter_a_list()
    {
        var actor = new Standing(Guid.NewGuid(), []);
        foreach (var action in new[] { Actions.ReviewRead, Actions.ReviewDecide, Actions.NoticeMark, Actions.UnitRead })
            await Should.ThrowAsync<InvalidOperationException>(() => _log.Read(s => UnitFilter.Of(s, actor, action, "id")));
    }

    private async Task<int> Compare(Tree tree, int seed)
    {
        var cases = 0;
        foreach (var actor in tree.Actors)
        {
            var posts = tree.PostsOf(actor);
            foreach (var action in Listed)
            {
                var found = await _log.Read(async s =>
                {
                    var standing = await Standing.Of(s, actor, Today);
                    var filter = await UnitFilter.Of(s, standing, action, "u.id");
                    return await s.Query<Guid>($"select u.id from organisation_unit u where {filter.Condition}", filter.Args);
                });
                found.Order().ShouldBe(tree.Ids.Where(u => tree.Allows(posts, action, u)).Order(), $"seed {seed}, {action}");
                cases += tree.Ids.Count;
            }
        }
        return cases;
    }

    private Task Write(Tree tree) => Change(async s =>
    {
        await s.Execute([
            new Statement("delete from organisation_unit_row", new { }), new Statement("delete from organisation_path", new { }),
            new Statement("delete from organisation_post_row", new { }), new Statement("delete from organisation_deputy", new { })]);
        // Children come before their parents as often as not.
        foreach (var e in tree.Events)
            await (await OrganisationReplica.React(s, new Delivery("directory", new RecordedEvent(), e, new EventHeaders("a", "k", [])))).Effects(s);
    });

    private Task Move(Tree tree, Random dice)
    {
        var (unit, parent) = tree.Move(dice);
        return Change(s => s.Execute([
            new Statement("update organisation_unit_row set parent = @parent where id = @unit", new { unit, parent }), .. UnitPaths.Place(unit)]));
    }

    private Task Change(Func<Session, Task> work) =>
        _log.Commit(new CommandKey("a", Guid.NewGuid().ToString()), new StoredAnswer(), [], work, Ct);

    private static int Number(string name, int absent) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : absent;

    /// <summary>The tree as the slow walk sees it: a map from each unit to the one above. It knows the rules in words of its own.</summary>
    private sealed class Tree
    {
        private readonly Dictionary<Guid, Guid?> _parents = [];
        private readonly HashSet<Guid> _offices = [];
        private readonly List<PostAssigned> _posts = [];
        private readonly List<DeputyNamed> _deputies = [];
        private readonly Dictionary<Guid, DateOnly> _closed = [];

        public Tree(Random dice)
        {
            for (var i = 0; i < Units; i++)
            {
                var id = Guid.NewGuid();
                Ids.Add(id);
                _parents[id] = i == 0 ? null : Ids[dice.Next(Math.Max(0, i - 80), i)];
                if (dice.Next(5) == 0) _offices.Add(id);
            }
            for (var i = 0; i < People; i++) Actors.Add(Guid.NewGuid());
            foreach (var person in Actors)
                for (var posts = dice.Next(5); posts > 0; posts--) _posts.Add(Post(dice, person));
            // Posts that are over, or not held yet, act and are acted for as well as those of today.
            for (var deputies = 0; deputies < People; deputies++)
                _deputies.Add(new(Guid.NewGuid(), Any(dice, _posts).Post, Any(dice, _posts).Post, Start(dice), End(dice) ?? Today.AddYears(1)));
            Events = [.. Ids.Select(Unit).Concat<object>(_posts).Concat(_deputies).OrderBy(_ => dice.Next()), .. Closings(dice)];
        }

        public List<Guid> Ids { get; } = [];
        public List<Guid> Actors { get; } = [];
        public IReadOnlyList<object> Events { get; }

        public (Guid Unit, Guid Parent) Move(Random dice)
        {
            while (true)
            {
                var (unit, parent) = (Ids[dice.Next(1, Ids.Count)], Ids[dice.Next(Ids.Count)]);
                if (unit == parent || IsBelow(parent, unit)) continue;
                _parents[unit] = parent;
                return (unit, parent);
            }
        }

        /// <summary>Posts of today, and those that their holder acts for today, whoever held them last.</summary>
        public List<PostAssigned> PostsOf(Guid person)
        {
            var held = _posts.Where(p => p.Person == person && IsToday(p.From, p.To)).ToList();
            var actedFor = _deputies.Where(d => IsToday(d.From, d.To) && held.Exists(p => p.Post == d.Acting)).Select(d => d.Post).ToHashSet();
            // Nobody acts for a post of a unit that is no more.
            return [.. held, .. _posts.Where(p => actedFor.Contains(p.Post) && !(_closed.TryGetValue(p.Unit, out var from) && from <= Today))];
        }

        // A unit that is closed keeps its place: its reports are read as before.
        public bool Allows(List<PostAssigned> posts, string action, Guid unit)
        {
            var audits = posts.Exists(p => p.Role == PostRoles.Auditor);
            if (action is Actions.ReportWrite or Actions.CycleOpen && audits) return false;
            if (action == Actions.ReportWrite) return posts.Exists(p => p.Unit == unit && p.Role is PostRoles.Secretary or PostRoles.Helper);
            if (action == Actions.CycleOpen) return posts.Exists(p => p.Role == PostRoles.Clerk && LeadsFromAbove(p.Unit, unit));
            return audits || posts.Exists(p => p.Role == PostRoles.Archivist)
                || posts.Exists(p => p.Role is PostRoles.Secretary or PostRoles.Helper or PostRoles.Member or PostRoles.Reviewer or PostRoles.Clerk
                    && (p.Unit == unit || LeadsFromAbove(p.Unit, unit)));
        }

        private bool LeadsFromAbove(Guid post, Guid unit) =>
            IsBelow(unit, post) || (_offices.Contains(post) && _parents[post] is { } committee && IsBelow(unit, committee));

        private bool IsBelow(Guid unit, Guid other)
        {
            for (var up = _parents[unit]; up is not null; up = _parents[up.Value])
                if (up == other) return true;
            return false;
        }

        private UnitAdded Unit(Guid id) => new(id, id.ToString("N"), "单位", _offices.Contains(id) ? UnitKinds.Office : UnitKinds.Group, _parents[id]);

        private PostAssigned Post(Random dice, Guid person) => new(
            Guid.NewGuid(), person, Ids[dice.Next(dice.Next(2) == 0 ? 5 : Units)], Any(dice, PostRoles.All), "职务", Start(dice), End(dice));

        private IEnumerable<object> Closings(Random dice) => Ids.Skip(1).Where(_ => dice.Next(10) == 0).Select<Guid, object>(u => dice.Next(2) == 0
            ? new UnitClosed(u, Any(dice, Actors), _closed[u] = Start(dice), 2)
            : new UnitMerged(u, Any(dice, Ids), Any(dice, Actors), _closed[u] = Start(dice), 2));

        private static T Any<T>(Random dice, IReadOnlyList<T> from) => from[dice.Next(from.Count)];

        // Now and then it begins tomorrow or today, or ended yesterday or ends today.
        private static DateOnly Start(Random dice) => Today.AddDays(dice.Next(5) == 0 ? dice.Next(2) : -dice.Next(1, 1_000));

        private static DateOnly? End(Random dice) => dice.Next(2) == 0 ? null : Today.AddDays(dice.Next(3) == 0 ? -dice.Next(2) : dice.Next(1, 1_000));

        private static bool IsToday(DateOnly from, DateOnly? to) => from <= Today && (to is null || to >= Today);
    }
}

public sealed class UnitFilterOnSqliteTests() : UnitFilterTests(Engine.Sqlite);

public sealed class UnitFilterOnPostgresTests() : UnitFilterTests(Engine.Postgres);
